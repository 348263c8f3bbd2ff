// Names and texts that strangers have written: which are allowed, and how they are
// shown. A terminal obeys what it is sent, so nothing that is not a visible character
// reaches it.
#pragma once

#include <utf8proc.h>

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

#include "datagram.hpp"

namespace chat {

// Bytes of the visible character (or space) at the front; 0 if there is none: a byte
// that is not UTF-8, a control, a mark that turns the direction of writing, an
// unassigned number.
inline std::size_t visible(std::string_view text) {
  utf8proc_int32_t code = 0;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const utf8proc_ssize_t size =
      utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (size <= 0) return 0;
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return 0;
    default:
      return static_cast<std::size_t>(size);
  }
}

inline bool all_visible(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = visible(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

// 1 to 32 bytes, with no space at either end.
inline bool allowed_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && all_visible(name) &&
         name.front() != ' ' && name.back() != ' ';
}

// Shows what is not visible as \xNN, a backslash too, so that no text can look like an
// escape.
inline std::string shown(std::string_view text) {
  std::string line;
  while (!text.empty()) {
    std::size_t size = text[0] == '\\' ? 0 : visible(text);
    if (size == 0) {
      std::array<char, 5> escape{};
      std::snprintf(escape.data(), escape.size(), "\\x%02x",
                    static_cast<unsigned>(static_cast<unsigned char>(text[0])));
      line += escape.data();
      size = 1;
    } else {
      line += text.substr(0, size);
    }
    text.remove_prefix(size);
  }
  return line;
}

}  // namespace chat
