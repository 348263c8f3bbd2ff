// Sees when a receiver of datagrams has done all that it will: UDP has no end.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "recording/recorder.hpp"

namespace stickylab {

/// Tells whether what a program has printed so far is enough for who judges it.
class Enough {
 public:
  /// `is_enough` gets all that it has printed on standard output; without one, it always is.
  Enough(const Recorder& recorder, Actor who, std::function<bool(const std::string&)> is_enough)
      : recorder_(recorder), who_(who), is_enough_(std::move(is_enough)) {}

  /// To be asked as often as one likes.
  bool now() {
    if (!is_enough_) return true;
    const std::vector<Event>& events = recorder_.events();
    bool more = !asked_;
    for (; seen_ < events.size(); ++seen_)
      if (const auto* output = std::get_if<Output>(&events[seen_].data);
          output && !output->error && events[seen_].who == who_) {
        printed_ += output->bytes;
        more = true;
      }
    asked_ = true;
    if (more) enough_ = is_enough_(printed_);
    return enough_;
  }

 private:
  const Recorder& recorder_;
  const Actor who_;
  const std::function<bool(const std::string&)> is_enough_;
  std::string printed_;
  std::size_t seen_ = 0;  ///< events
  bool asked_ = false;
  bool enough_ = false;
};

}  // namespace stickylab
