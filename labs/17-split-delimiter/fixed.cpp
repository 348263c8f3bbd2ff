// Lines, each ended by CR LF. The sender has PING and PONG; its first write ends
// between CR and LF, and the rest follows when the receiver has read that.
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a line
constexpr kit::Bytes kDelimiter = "\r\n";

// The next line; nothing: the peer has closed. `rest` is what came after the last one.
std::optional<std::string> read_line(int fd, std::string& rest) {
  std::size_t from = 0;  // where to search
  std::size_t end = 0;
  while ((end = rest.find(kDelimiter, from)) == std::string::npos) {
    if (rest.size() > kLongest) kit::refuse("the peer sends too long a line");
    // Up to here there is no delimiter, but the last byte may be the first of one.
    from = rest.empty() ? 0 : rest.size() - 1;
    char chunk[1024];
    const std::size_t size = kit::receive_some(fd, chunk, sizeof chunk);
    if (size == 0 && rest.empty()) return std::nullopt;
    if (size == 0) kit::refuse("the peer closed inside a line");
    rest.append(chunk, size);
    kit::step_done();
  }
  const std::string line = rest.substr(0, end);
  rest.erase(0, end + kDelimiter.size());
  return line;
}

void sender(int fd) {
  kit::send_all(fd, "PING\r");
  kit::wait_for_step();
  kit::send_all(fd, "\nPONG\r\n");
}

void receiver(int fd) {
  std::string rest;
  while (auto line = read_line(fd, rest)) kit::got_message(*line);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
