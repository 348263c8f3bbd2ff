// One datagram of the chat and time service.
//
//   "SL" 1 · kind (1) · number (4) · cookie (8) · body (0 to 1,184 bytes)
//
// Numbers are big-endian. A datagram comes whole or not at all, so there is no length
// in it; one that is too long for the receiver's buffer was cut, and counts as none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chat {

constexpr std::size_t kLargest =
    1'200;  // bytes; any IPv6 path carries 1,280 with headers
constexpr std::size_t kHeader = 16;
constexpr std::size_t kSmallestHello = 64;  // so that no answer to it is larger
constexpr std::size_t kLongestName = 32;
constexpr std::size_t kLongestText = 1'024;
constexpr std::string_view kMagic{"SL\1", 3};

// A request, and what may answer it; the body is in brackets.
enum class Kind : std::uint8_t {
  hello = 1,  // [padding] who is there? Has no cookie yet
  cookie,     // the cookie stands in its field
  stale,      // the request had no cookie that counts: say hello again
  echo,       // [any bytes]
  echoed,     // [the same bytes]
  time,       // [T1]
  times,      // [T1 T2 T3]
  format,     // [what strftime takes, of a fixed set]
  formatted,  // [text]
  old32,      // the time of RFC 868
  seconds,    // [4 bytes]
  join,       // [name]
  leave,      //
  say,        // [to, text]
  deliver,    // [from, text], from the server to the friend
  outcome,    // [number of the `say`, 1 or 0], from the server to the speaker
  ack,        // has the number of what has come
  refused,    // [Refusal]
  here,       // a sign of life
};
constexpr Kind kLastKind = Kind::here;

enum class Refusal : std::uint8_t {
  bad_name = 1,
  taken,
  full,
  nobody,
  busy,
  not_joined,
  bad_text,
  bad_format
};

struct Datagram {
  Kind kind{};
  std::uint32_t number = 0;
  std::uint64_t cookie = 0;
  std::string_view body;  // of bytes that somebody else keeps
};

template <class Unsigned>
void put(std::string& bytes, Unsigned value) {
  for (int shift = static_cast<int>(sizeof value) * 8 - 8; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(value >> shift);
  }
}

// Takes a number from the front; nothing if there are too few bytes.
template <class Unsigned>
std::optional<Unsigned> take(std::string_view& bytes) {
  if (bytes.size() < sizeof(Unsigned)) return std::nullopt;
  Unsigned value = 0;
  for (const unsigned char byte : bytes.substr(0, sizeof value)) {
    value =
        static_cast<Unsigned>(value << 4 << 4 | byte);  // in two, as a byte has only 8
  }
  bytes.remove_prefix(sizeof value);
  return value;
}

inline std::string bytes_of(const Datagram& datagram) {
  std::string bytes(kMagic);
  bytes += static_cast<char>(datagram.kind);
  put(bytes, datagram.number);
  put(bytes, datagram.cookie);
  return bytes.append(datagram.body);
}

// Nothing: it is not one of ours, or was cut. The body is a view of `bytes`.
inline std::optional<Datagram> parse(std::string_view bytes) {
  if (bytes.size() < kHeader || bytes.size() > kLargest) return std::nullopt;
  if (!bytes.starts_with(kMagic)) return std::nullopt;
  const auto kind = static_cast<std::uint8_t>(bytes[kMagic.size()]);
  if (kind == 0 || kind > static_cast<std::uint8_t>(kLastKind)) return std::nullopt;
  bytes.remove_prefix(kMagic.size() + 1);
  Datagram datagram{.kind = static_cast<Kind>(kind)};
  datagram.number = *take<std::uint32_t>(bytes);
  datagram.cookie = *take<std::uint64_t>(bytes);
  datagram.body = bytes;
  return datagram;
}

// The body of `say` and `deliver`: length of the name (1) · name · text.
struct Said {
  std::string_view who;
  std::string_view text;
};

inline std::string body_of(const Said& said) {
  std::string body(1, static_cast<char>(said.who.size()));
  return body.append(said.who).append(said.text);
}

inline std::optional<Said> said_in(std::string_view body) {
  const auto length = take<std::uint8_t>(body);
  if (!length || *length > kLongestName || *length > body.size()) return std::nullopt;
  const Said said{.who = body.substr(0, *length), .text = body.substr(*length)};
  if (said.text.size() > kLongestText) return std::nullopt;
  return said;
}

}  // namespace chat
