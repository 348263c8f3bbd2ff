// What a network may do to single datagrams, as words of a schedule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stickylab {

/// Something that happens to a datagram; they are numbered from 1, as the sender sent them.
struct Mishap {
  enum class Kind : std::uint8_t {
    lose,   ///< it never arrives
    twice,  ///< a copy comes right after it
    swap,   ///< it and `other` come in each other's place
    late,   ///< it comes after all the others
  } kind{};
  std::size_t number = 1;
  std::size_t other = 0;  ///< of `swap`, the greater one

  friend bool operator==(const Mishap&, const Mishap&) = default;
};

/// The words for Mishap::Kind, in its order.
std::string_view mishap_name(Mishap::Kind kind);

/// "lose=2", "twice=3", "swap=1,2", "late=2", with blanks between them.
std::string print_mishaps(const std::vector<Mishap>& mishaps);

/// Reads one word; nothing if it is none of these. Throws ScheduleError for a number that cannot
/// be.
std::optional<Mishap> parse_mishap(std::string_view word);

/// Throws ScheduleError if the last of them contradicts another, or repeats it.
void check_last(const std::vector<Mishap>& mishaps);

}  // namespace stickylab
