#include "service/names.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace service {
namespace {

bool is_control(std::int32_t point) {
  return point < 0x20 || (point >= 0x7f && point <= 0x9f);  // C0, DEL, C1
}

// Bytes of the character that `text` begins with; 0: it is no UTF-8, or a control.
std::size_t character(std::string_view text) {
  utf8proc_int32_t point = 0;
  const auto size =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                       static_cast<utf8proc_ssize_t>(text.size()), &point);
  return size <= 0 || is_control(point) ? 0 : static_cast<std::size_t>(size);
}

bool is_text(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = character(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

std::string escape(char byte) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto value = static_cast<unsigned char>(byte);
  return {'\\', 'x', kDigits[value >> 4], kDigits[value & 15]};
}

// One step of a path. False: it is no name, or leads above the home.
Resolved::Error step(Path& path, std::string_view name) {
  using enum Resolved::Error;
  if (name.empty() || name == ".") return none;
  if (name == "..") {
    if (path.empty()) return outside;
    path.pop_back();
    return none;
  }
  if (!is_name(name)) return bad_name;
  path.emplace_back(name);
  return none;
}

}  // namespace

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kLongestName && text != "." && text != ".." &&
         text.find('/') == std::string_view::npos && is_text(text);
}

Resolved resolve(const Path& from, std::string_view text) {
  if (text.size() > kLongestPath) return {Resolved::Error::bad_name, {}};
  Resolved result;
  if (!text.starts_with('/')) result.path = from;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('/'), text.size());
    result.error = step(result.path, text.substr(0, end));
    if (result.error != Resolved::Error::none) return {result.error, {}};
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (text_of(result.path).size() > kLongestPath) {
    return {Resolved::Error::bad_name, {}};
  }
  return result;
}

std::string text_of(const Path& path) {
  std::string text;
  for (const std::string& name : path) text += "/" + name;
  return text.empty() ? "/" : text;
}

std::string printable(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const std::size_t size = character(text);
    if (text.front() == '\\') {
      shown += "\\\\";
    } else {
      shown += size == 0 ? escape(text.front()) : std::string(text.substr(0, size));
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return shown;
}

}  // namespace service
