// So many a second and no more, for each of very many: in memory that does not grow.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "reliable.hpp"

namespace chat {

// A bucket of tokens for each sender. Senders are strangers, of whom there may be 2^48,
// so several share a bucket: whoever shares one with a noisy one is slowed down with
// it.
class Limiter {
 public:
  Limiter(int a_second, std::uint64_t secret)
      : a_second_(a_second), secret_(secret), buckets_(kBuckets) {}

  // True if one more is allowed now.
  bool take(std::uint64_t sender, Time now) {
    Bucket& bucket = buckets_[mixed(sender ^ secret_) % kBuckets];
    const double seconds = std::chrono::duration<double>(now - bucket.filled).count();
    bucket.filled = now;
    bucket.used = std::max(0.0, bucket.used - seconds * a_second_);
    if (bucket.used + 1 > a_second_) return false;
    bucket.used += 1;
    return true;
  }

 private:
  static constexpr std::size_t kBuckets = 4'096;
  struct Bucket {
    Time filled{};
    double used = 0;  // a second's worth at most
  };
  // splitmix64: neighbours get buckets far apart, and nobody outside knows which.
  static std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9U;
    value = (value ^ value >> 27) * 0x94d049bb133111ebU;
    return value ^ value >> 31;
  }

  int a_second_;
  std::uint64_t secret_;
  std::vector<Bucket> buckets_;
};

}  // namespace chat
