// A file on its way from the other end, into a part beside its place: a worker writes
// and digests what has come, and the sender hears how much of it is written. Both ends
// have them: the server for a put, the client for a get.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "fd.hpp"
#include "ladder.hpp"
#include "service/link.hpp"

namespace files {

class Incoming : public std::enable_shared_from_this<Incoming> {
 public:
  // Called once, when it cannot be written.
  using Failed = std::function<void(const std::exception_ptr&)>;
  // Called once, when all that has come is written.
  using Written = std::function<void()>;

  // Cuts off what `part` holds beyond `from`. The first grant goes out at once.
  Incoming(std::shared_ptr<service::Link> link, std::uint32_t id, Fd part, Step from,
           std::uint64_t size, Failed failed);
  void start();

  // Throws Refusal if it is more than was granted, or than there is.
  void take(std::string_view bytes);
  void when_written(Written written);
  // Nothing more is written but what a worker has.
  void cancel() {
    is_over_ = true;
    waiting_.clear();
  }

  // When all is written: how much there is, and what it is.
  const Step& written() const {
    return written_;
  }
  std::uint64_t written_bytes() const {  // that a worker is done with
    return written_bytes_;
  }
  std::uint64_t size() const {
    return size_;
  }
  int fd() const {
    return part_.get();
  }
  service::Millis last_progress() const {
    return last_progress_;
  }

 private:
  void write();
  void wrote(std::size_t size, const std::exception_ptr& failure);
  void settle();

  std::shared_ptr<service::Link> link_;
  std::uint32_t id_;
  Fd part_;
  Step written_;
  std::uint64_t size_;
  std::uint64_t come_;
  std::uint64_t written_bytes_;
  service::Credit credit_;
  service::Millis last_progress_;
  std::string waiting_;  // for the worker
  Failed failed_;
  std::vector<Written> when_written_;
  bool is_writing_ = false;
  bool is_over_ = false;
};

}  // namespace files
