#include "recording/message_text.hpp"

#include <charconv>

namespace stickylab {

std::optional<std::string_view> message_text(std::string_view line) {
  constexpr std::string_view kPrefix = "message:";
  if (!line.starts_with(kPrefix)) return std::nullopt;
  line.remove_prefix(kPrefix.size());
  if (line.starts_with(' ')) line.remove_prefix(1);
  return line;
}

std::string unescape_message(std::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    unsigned value = 0;
    const bool escape =
        text.size() >= 4 && text.substr(0, 2) == "\\x" &&
        std::from_chars(text.data() + 2, text.data() + 4, value, 16).ptr == text.data() + 4;
    bytes += escape ? static_cast<char>(value) : text.front();
    text.remove_prefix(escape ? 4 : 1);
  }
  return bytes;
}

std::vector<std::string> messages_in(std::string_view printed) {
  std::vector<std::string> messages;
  while (!printed.empty()) {
    const std::size_t end = printed.find('\n');
    if (const auto text = message_text(printed.substr(0, end)))
      messages.push_back(unescape_message(*text));
    printed.remove_prefix(end == std::string_view::npos ? printed.size() : end + 1);
  }
  return messages;
}

}  // namespace stickylab
