// A file on its way to the other end: a worker reads and digests a block, the loop's
// thread sends it, never beyond what the receiver has granted. Both ends have them: the
// server for a get, the client for a put.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "fd.hpp"
#include "ladder.hpp"
#include "service/link.hpp"

namespace files {

class Outgoing : public std::enable_shared_from_this<Outgoing> {
 public:
  // Called once, with the digest of the whole file, when all of it is with the link; or
  // with what went wrong.
  using Done =
      std::function<void(const std::string& sha256, const std::exception_ptr&)>;

  // From `from` on, whose digest is that of all below, up to `size`. It sends nothing
  // before the first grant.
  Outgoing(std::shared_ptr<service::Link> link, std::uint32_t id, Fd file, Step from,
           std::uint64_t size, Done done);

  void granted(const service::Grant& grant);
  // When the link has room, too.
  void go_on();
  void cancel() {
    is_over_ = true;
  }

  std::uint64_t size() const {
    return size_;
  }
  std::uint64_t written() const {  // by the other end
    return written_;
  }
  service::Millis last_progress() const {  // a grant, or a block that was sent
    return last_progress_;
  }
  int fd() const {
    return file_.get();
  }

 private:
  void read(std::size_t size);
  void send(std::string frame, const std::exception_ptr& failure);
  void end(const std::exception_ptr& failure);

  std::shared_ptr<service::Link> link_;
  std::uint32_t id_;
  Fd file_;
  Step sent_;
  std::uint64_t size_;
  std::uint64_t limit_;
  std::uint64_t written_;
  service::Millis last_progress_;
  Done done_;
  bool is_reading_ = false;
  bool is_over_ = false;
};

}  // namespace files
