// How the line of a schedule is written: read word by word, in one direction only.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "schedule/schedule.hpp"

namespace stickylab {

/// Reads the words of one line. Each part comes at most once and in its order, the cuts and
/// `merged` once for each direction.
class ScheduleReader {
 public:
  /// In a script the line of a conversation may end early as well.
  enum class Ends : std::uint8_t { without_replies, always };

  explicit ScheduleReader(Ends ends) : ends_(ends) {}

  /// Throws ScheduleError for a word that has no place here.
  void read(std::string_view word);

  /// Throws ScheduleError if the line is not whole.
  Schedule finish() const;

 private:
  enum class Part : std::uint8_t { none, cuts, merged, paused, replies, end, mishap };

  Part part_of(std::string_view word);

  Ends ends_;
  Part last_ = Part::none;
  Schedule schedule_;
};

/// The words for StreamEnd, in its order.
inline constexpr std::array<std::string_view, 3> kEndWords = {"fin", "rst", "silence"};

/// Parses all of `text` as a number. Throws ScheduleError that names `word`.
std::uint64_t number_in(std::string_view text, std::string_view word);

/// Throws the ScheduleError for a word that is not known.
[[noreturn]] void refuse_word(std::string_view word);

}  // namespace stickylab
