// Guessing passwords is made slow, for the guesser only. From the fourth failure on the
// next try must wait 1, 2, 4 ... 60 seconds. Failures count for an address, and for a
// user at an address: so nobody locks a user out from elsewhere.
// Pure: the clock is an argument.
#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <utility>

namespace service {

class Throttle {
 public:
  using Time = std::chrono::milliseconds;
  static constexpr int kFree = 3;  // failures without a wait
  static constexpr Time kLongest{60'000};
  static constexpr Time kForgotten{600'000};  // after the last failure
  static constexpr std::size_t kMost = 10'000;

  // How long that user must wait at that address; 0: he may try.
  Time wait(const std::string& user, const std::string& address, Time now) const {
    return std::max(wait_of({user, address}, now), wait_of({"", address}, now));
  }

  void failed(const std::string& user, const std::string& address, Time now) {
    if (failures_.size() + 2 > kMost) forget(now);
    if (failures_.size() + 2 <= kMost) add({user, address}, now);
    add({"", address}, now);
  }

  // Forgets what the user did wrong before, not what others did there.
  void succeeded(const std::string& user, const std::string& address) {
    failures_.erase({user, address});
  }

 private:
  using Key = std::pair<std::string, std::string>;
  struct Failures {
    int count = 0;
    Time last{};
  };

  Time wait_of(const Key& key, Time now) const {
    const auto found = failures_.find(key);
    if (found == failures_.end() || found->second.count <= kFree) return Time{0};
    const int doublings = std::min(found->second.count - kFree - 1, 6);
    const Time penalty = std::min(Time{1000} * (1 << doublings), kLongest);
    return std::max(Time{0}, found->second.last + penalty - now);
  }

  void add(const Key& key, Time now) {
    Failures& failures = failures_[key];
    if (now - failures.last > kForgotten) failures.count = 0;
    failures = {failures.count + 1, now};
  }

  void forget(Time now) {
    std::erase_if(failures_, [&](const auto& entry) {
      return now - entry.second.last > kForgotten;
    });
  }

  std::map<Key, Failures> failures_;
};

}  // namespace service
