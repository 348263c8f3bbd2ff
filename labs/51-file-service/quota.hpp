// How many bytes a user may store. What an upload will need is reserved before its
// first byte, so that uploads at the same time cannot pass the limit together. Pure.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace files {

class Quota {
 public:
  Quota(std::uint64_t limit, std::uint64_t used)
      : limit_(limit), used_(static_cast<std::int64_t>(used)) {}

  std::uint64_t limit() const {
    return limit_;
  }
  std::uint64_t used() const {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(used_, 0));
  }
  std::uint64_t reserved() const {
    return reserved_;
  }
  std::uint64_t free() const {
    const std::uint64_t taken = used() + reserved_;
    return taken >= limit_ ? 0 : limit_ - taken;
  }

  // Something is there now, or gone, that nobody reserved.
  void add(std::uint64_t bytes) {
    used_ += static_cast<std::int64_t>(bytes);
  }
  void give_back(std::uint64_t bytes) {
    used_ -= static_cast<std::int64_t>(bytes);
  }

 private:
  friend class Reservation;
  std::uint64_t limit_;
  // Below zero for a moment if a file is removed before the upload that made it knows
  // that it is one.
  std::int64_t used_;
  std::uint64_t reserved_ = 0;
};

// Bytes that are kept for one upload. It gives them back when it goes, unless they have
// been used.
class Reservation {
 public:
  // Nothing if there is not enough.
  static std::optional<Reservation> make(std::shared_ptr<Quota> quota,
                                         std::uint64_t bytes) {
    if (quota->free() < bytes) return std::nullopt;
    return Reservation(std::move(quota), bytes);
  }

  Reservation(Reservation&& other) noexcept
      : quota_(std::exchange(other.quota_, nullptr)), bytes_(other.bytes_) {}
  Reservation& operator=(Reservation&& other) noexcept {
    std::swap(quota_, other.quota_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~Reservation() {
    if (quota_) quota_->reserved_ -= bytes_;
  }

  // The bytes are in a file now, in place of one that counted `replaced`.
  void use(std::uint64_t replaced) {
    quota_->add(bytes_);
    quota_->give_back(replaced);
    quota_->reserved_ -= bytes_;
    quota_.reset();
  }

 private:
  Reservation(std::shared_ptr<Quota> quota, std::uint64_t bytes)
      : quota_(std::move(quota)), bytes_(bytes) {
    quota_->reserved_ += bytes_;
  }

  std::shared_ptr<Quota> quota_;
  std::uint64_t bytes_;
};

}  // namespace files
