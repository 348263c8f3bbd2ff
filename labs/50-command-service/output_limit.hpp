// A command may say so much: both streams together. Pure.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace commands {

class OutputLimit {
 public:
  static constexpr std::uint64_t kMost = 16 << 20;  // bytes

  // Gives what of it may still be passed on.
  std::string_view take(std::string_view bytes) {
    const auto left = static_cast<std::size_t>(kMost - passed_);
    if (bytes.size() > left) exceeded_ = true;
    const std::string_view taken = bytes.substr(0, left);
    passed_ += taken.size();
    return taken;
  }
  bool is_exceeded() const {
    return exceeded_;
  }

 private:
  std::uint64_t passed_ = 0;
  bool exceeded_ = false;
};

}  // namespace commands
