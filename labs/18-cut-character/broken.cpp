// Lines of text in UTF-8, each ended by LF. The sender has 下雨天留客天留人不留; its
// first write ends inside 雨, and the rest follows when the receiver has read that.
#include <algorithm>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a line

// The bytes of the UTF-8 character at the start; 0 where there is no whole one.
std::size_t character_size(kit::Bytes bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  std::size_t size = 1;
  if (first >= 0x80) size = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (size > bytes.size() || first > 0xF4) return 0;
  const auto follows = [](unsigned char c) { return (c & 0xC0) == 0x80; };
  return size < 2 || std::all_of(bytes.begin() + 1, bytes.begin() + size, follows)
             ? size
             : 0;
}

// The text of these bytes; a byte that is in no character becomes U+FFFD.
std::string decode(kit::Bytes bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t size = character_size(bytes);
    text += size > 0 ? bytes.substr(0, size) : "\uFFFD";
    bytes.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return text;
}

// The next line; nothing: the peer has closed. `rest` is what came after the last one.
std::optional<std::string> read_line(int fd, std::string& rest) {
  std::size_t end = 0;
  while ((end = rest.find('\n')) == std::string::npos) {
    if (rest.size() > kLongest) kit::refuse("the peer sends too long a line");
    char chunk[1024];
    const std::size_t size = kit::receive_some(fd, chunk, sizeof chunk);
    if (size == 0 && rest.empty()) return std::nullopt;
    if (size == 0) kit::refuse("the peer closed inside a line");
    rest += decode({chunk, size});  // what arrives is text
    kit::step_done();
  }
  const std::string line = rest.substr(0, end);
  rest.erase(0, end + 1);
  return line;
}

void sender(int fd) {
  const kit::Bytes line = "下雨天留客天留人不留\n";
  kit::send_all(fd, line.substr(0, 4));
  kit::wait_for_step();
  kit::send_all(fd, line.substr(4));
}

void receiver(int fd) {
  std::string rest;
  while (auto line = read_line(fd, rest)) kit::got_message(*line);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
