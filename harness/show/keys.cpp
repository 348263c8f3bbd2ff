#include "show/keys.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace stickylab {
namespace {

struct Sequence {
  std::string_view text;
  Key key;
};

// xterm's, as ECMA-48 and the DEC VT220 have them; the remote of a presenter sends Page Up and
// Down.
constexpr std::array<Sequence, 20> kSequences = {{
    {"\x1b[A", Key::up},         {"\x1b[B", Key::down},      {"\x1b[C", Key::right},
    {"\x1b[D", Key::left},       {"\x1bOA", Key::up},        {"\x1bOB", Key::down},
    {"\x1bOC", Key::right},      {"\x1bOD", Key::left},      {"\x1b[5~", Key::page_up},
    {"\x1b[6~", Key::page_down}, {"\x1b[H", Key::home},      {"\x1b[F", Key::end},
    {"\x1bOH", Key::home},       {"\x1bOF", Key::end},       {"\x1b[1~", Key::home},
    {"\x1b[4~", Key::end},       {"\x1b[7~", Key::home},     {"\x1b[8~", Key::end},
    {"\x1b[V", Key::page_up},    {"\x1b[U", Key::page_down},
}};

/// How long the escape sequence is that `bytes` begin with; 0: its end is not there yet.
std::size_t sequence_length(std::string_view bytes) {
  if (bytes.size() < 2) return bytes.size();
  if (bytes[1] == 'O') return bytes.size() < 3 ? 0 : 3;
  if (bytes[1] != '[') return 1;
  for (std::size_t i = 2; i < bytes.size(); ++i)
    if (bytes[i] >= 0x40 && bytes[i] <= 0x7e) return i + 1;
  return 0;
}

/// None for a sequence that we know nothing of.
std::optional<Key> key_of(std::string_view sequence) {
  if (sequence.size() == 1) return Key::escape;
  for (const Sequence& known : kSequences)
    if (known.text == sequence) return known.key;
  return std::nullopt;
}

}  // namespace

std::vector<Key> take_keys(std::string& bytes) {
  std::vector<Key> keys;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte != 0x1b) {
      if (byte < 0x80) keys.push_back(byte == '\n' ? Key::enter : static_cast<Key>(byte));
      ++at;  // nothing outside ASCII means anything here
      continue;
    }
    const std::string_view rest = std::string_view(bytes).substr(at);
    const std::size_t length = sequence_length(rest);
    if (length == 0) break;
    if (const auto key = key_of(rest.substr(0, length))) keys.push_back(*key);
    at += length;
  }
  bytes.erase(0, at);
  return keys;
}

int scrolled_by(Key key, int page) {
  if (key == Key::up) return -1;
  if (key == Key::down) return 1;
  if (key == Key::page_up) return -page;
  if (key == Key::page_down || key == Key{' '}) return page;
  if (key == Key::home) return -kAllLines;
  return key == Key::end ? kAllLines : 0;
}

}  // namespace stickylab
