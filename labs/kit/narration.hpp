// What an end says of itself: `message: TEXT` on stdout, its calls in words on stderr.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <clocale>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <cwctype>
#include <string>
#include <string_view>

#include "kit.hpp"

namespace kit {

constexpr int kNarrated = 40;       // lines, then an end falls silent
constexpr std::size_t kShown = 48;  // bytes of one narrated payload

enum Role : std::uint8_t { kSender, kReceiver };

// This process, as one end. Forked ends inherit the clock, so their times agree.
inline struct Self {
  Role role = kSender;
  int step_fd = -1;
  int narrated = 0;
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
} self;

inline bool speaks_chinese() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return std::string_view(value).starts_with("zh");
    }
  }
  return false;
}

inline const char* words(const char* en, const char* zh) {
  return speaks_chinese() ? zh : en;
}

// The length of the printable character at the start, or 0.
inline std::size_t printable_length(Bytes bytes) {
  static const char* const utf8 = std::setlocale(LC_CTYPE, "C.UTF-8");
  wchar_t character = 0;
  std::mbstate_t state{};
  const std::size_t length =
      std::mbrtowc(&character, bytes.data(), bytes.size(), &state);
  const bool whole = utf8 != nullptr && length <= bytes.size();
  return whole && std::iswprint(character) != 0 && character != L'\\' ? length : 0;
}

inline std::string printable(Bytes bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t length = printable_length(bytes);
    if (length > 0) {
      text += bytes.substr(0, length);
    } else {
      std::array<char, 5> escape{};
      std::snprintf(escape.data(), escape.size(), "\\x%02x",
                    static_cast<unsigned char>(bytes[0]));
      text += escape.data();
    }
    bytes.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return text;
}

// A harness that watches needs no narration.
inline bool is_silent() {
  return self.narrated > kNarrated || std::getenv("STICKYLAB_HARNESS") != nullptr;
}

// What this end does, in words on stderr.
inline void narrate(const std::string& what) {
  if (is_silent()) return;
  const bool last = ++self.narrated > kNarrated;
  const std::chrono::duration<double, std::milli> time =
      std::chrono::steady_clock::now() - self.start;
  std::fprintf(
      stderr, "%8.1f ms  %s  %s\n", time.count(),
      self.role == kSender ? words("sender  ", "发送方") : words("receiver", "接收方"),
      last ? words("(and so on)", "（以下类推，不再逐条写出）") : what.c_str());
}

inline void narrate_bytes(const char* verb, Bytes bytes) {
  if (is_silent()) return;
  std::array<char, 64> head{};
  const char* format =
      words(bytes.size() == 1 ? "%-7s %5zu byte   \"" : "%-7s %5zu bytes  \"",
            "%-7s %5zu 字节  \"");
  std::snprintf(head.data(), head.size(), format, verb, bytes.size());
  narrate(head.data() + printable(bytes.substr(0, kShown)) +
          (bytes.size() > kShown ? "\" …" : "\""));
}

}  // namespace kit
