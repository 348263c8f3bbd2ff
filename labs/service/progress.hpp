// The bar: how much of a file the far end has written, how fast, how long still.
// Pure: it gives a line of text; who prints it decides when.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace service {

class Progress {
 public:
  using Time = std::chrono::milliseconds;
  static constexpr Time kWindow{5000};    // over which the rate is measured
  static constexpr Time kSilent{2000};    // without a byte: it is said to have stalled
  static constexpr Time kTooEarly{1000};  // to say how long it takes
  static constexpr int kWidth = 20;       // columns of the bar

  // `resumed` bytes were there before; their part of the bar looks different.
  Progress(std::string name, std::uint64_t total, std::uint64_t resumed, Time now);

  // The far end has written all below `written`.
  void reached(std::uint64_t written, Time now);

  // "a.mp4   62 % [====######>-------] 620 MB of 1.00 GB  84.1 MB/s  0:04 left"
  // Fits into so many columns: the name gives way first, then the end.
  std::string line(Time now, int columns) const;

 private:
  struct Sample {
    Time at;
    std::uint64_t written;
  };

  std::string bar() const;
  std::optional<double> rate(Time now) const;  // bytes a second
  std::string pace(Time now) const;

  std::string name_;
  std::uint64_t total_;
  std::uint64_t resumed_;
  std::uint64_t written_;
  Time begun_;
  Time last_;  // when the last byte came
  std::deque<Sample> samples_;
};

// The beginning of a text that a terminal shows in at most so many columns; "…" at its
// end says that it is one.
std::string cut_to(std::string_view text, int columns);

// "620 MB", "1.00 GB": decimal units, three digits.
std::string size_text(double bytes);

}  // namespace service
