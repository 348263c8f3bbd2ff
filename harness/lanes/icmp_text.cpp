#include "lanes/icmp_text.hpp"

#include <array>
#include <optional>

#include "lanes/row_words.hpp"

namespace stickylab {
namespace {

enum class Meaning : std::uint8_t { host_unreachable, port_unreachable, too_big };

struct Known {
  bool is_v6 = false;
  int type = 0;
  std::optional<int> code;  ///< empty: any
  Meaning meaning{};
};

constexpr std::array kKnown = {
    Known{false, 3, 1, Meaning::host_unreachable}, Known{false, 3, 3, Meaning::port_unreachable},
    Known{false, 3, 4, Meaning::too_big},          Known{true, 1, 3, Meaning::host_unreachable},
    Known{true, 1, 4, Meaning::port_unreachable},  Known{true, 2, std::nullopt, Meaning::too_big}};

std::optional<Meaning> meaning_of(const IcmpError& error) {
  const bool is_v6 = error.packet.way.from.starts_with('[');
  for (const Known& known : kKnown)
    if (known.is_v6 == is_v6 && known.type == error.type &&
        known.code.value_or(error.code) == error.code)
      return known.meaning;
  return std::nullopt;
}

}  // namespace

std::string icmp_text(const IcmpError& error, Lang lang) {
  const std::string& to = error.quoted.to;
  const std::size_t colon = to.rfind(':');
  const auto meaning = meaning_of(error);
  if (!meaning) return say(kOtherIcmpError, lang, error.type, error.code, to);
  switch (*meaning) {
    case Meaning::host_unreachable:
      return say(kHostUnreachable, lang, to.substr(0, colon));
    case Meaning::port_unreachable:
      return say(kPortUnreachable, lang, to.substr(colon + 1));
    case Meaning::too_big:
      break;
  }
  return say(kPacketTooBig, lang, to);
}

}  // namespace stickylab
