// A client writes commands, one a line, to a std::ostream on its socket, and waits for
// the reply to each: `ok` and an end of line. The server takes each line.
#include <array>
#include <optional>
#include <ostream>
#include <streambuf>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a line

// Collects what is written, and sends it when it is full or flushed.
class SocketBuffer : public std::streambuf {
 public:
  explicit SocketBuffer(int fd) : fd_(fd) {
    begin();
  }

 protected:
  int sync() override {
    kit::send_all(fd_, {pbase(), static_cast<std::size_t>(pptr() - pbase())});
    begin();
    return 0;
  }
  int_type overflow(int_type next) override {
    sync();
    return sputc(traits_type::to_char_type(next));
  }

 private:
  void begin() {
    setp(bytes_.data(), bytes_.data() + bytes_.size());
  }

  int fd_;
  std::array<char, 4096> bytes_;
};

void sender(int fd) {
  SocketBuffer buffer(fd);
  std::ostream server(&buffer);
  server.exceptions(std::ios::badbit);
  for (const char* command : {"hello", "world"}) {
    server << command << '\n' << std::flush;  // What is collected leaves now.
    char reply[3];
    if (kit::receive_all(fd, reply, sizeof reply) < sizeof reply) {
      kit::refuse("the peer closed before it had replied");
    }
  }
}

// Nothing: the peer has closed. `rest`: what came after the line.
std::optional<std::string> read_line(int fd, std::string& rest) {
  while (rest.find('\n') == std::string::npos) {
    char more[kLongest];
    const std::size_t size = kit::receive_some(fd, more, sizeof more);
    if (size == 0 && rest.empty()) return std::nullopt;
    if (size == 0) kit::refuse("the peer closed inside a line");
    rest.append(more, size);
    if (rest.size() > 2 * kLongest) kit::refuse("the line is too long");
  }
  const std::string line = rest.substr(0, rest.find('\n'));
  rest.erase(0, line.size() + 1);
  return line;
}

void receiver(int fd) {
  std::string rest;
  while (const auto line = read_line(fd, rest)) {
    kit::got_message(*line);
    kit::send_all(fd, "ok\n");
  }
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
