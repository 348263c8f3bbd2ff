// A download at the server: from its request to the last block, and the word that the
// other end has all of it.
#pragma once

#include <memory>
#include <string>

#include "home.hpp"
#include "outgoing.hpp"
#include "put.hpp"

namespace files {

class Get : public std::enable_shared_from_this<Get> {
 public:
  Get(std::shared_ptr<Asker> asker, std::uint32_t id, Fd file);

  // Answers from where it sends: the last rung of the ladder that is its own, too.
  void prepare(std::uint64_t request, service::Ladder ladder);
  void granted(const service::Grant& grant);
  void go_on() {
    if (outgoing_) outgoing_->go_on();
  }
  // Answers whether that digest is the file's, if it is still the same file.
  void end(std::uint64_t request, const std::string& sha256);
  // Without progress for 30 s it stops.
  void tick(service::Millis now);
  void cancel() {
    if (outgoing_) outgoing_->cancel();
  }

 private:
  void stop(const std::exception_ptr& why);
  void ready(std::uint64_t request, const Step& from);

  std::shared_ptr<Asker> asker_;
  std::uint32_t id_;
  Fd file_;
  struct stat status_;
  std::shared_ptr<Outgoing> outgoing_;
  std::string sha256_;
  std::exception_ptr failure_;
};

}  // namespace files
