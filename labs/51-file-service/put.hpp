// An upload at the server, from its request to the file.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "incoming.hpp"
#include "quota.hpp"
#include "service/visitor.hpp"
#include "user.hpp"

namespace files {

constexpr service::Millis kStalled{30'000};  // a transfer without progress

// A session, as its transfers see it: it has asked for them.
class Asker : public service::Visitor {
 public:
  using Visitor::Visitor;
  // Without a question: a transfer has ended before its end.
  virtual void tell(std::uint32_t transfer, const std::exception_ptr& why) = 0;
  virtual void forget(std::uint32_t transfer) = 0;
};

struct Wanted {
  Path path;
  std::uint64_t size = 0;
  bool replace = false;
};

class Put : public std::enable_shared_from_this<Put> {
 public:
  // Reserves what the file will count. Throws Refusal("quota").
  Put(std::shared_ptr<Asker> asker, std::shared_ptr<User> user, std::uint32_t id,
      Wanted wanted);
  ~Put();
  Put(const Put&) = delete;
  Put& operator=(const Put&) = delete;

  // Answers with what is there of it already,
  // once `old`, an upload that it has ended, writes no more.
  void prepare(std::uint64_t request, const std::shared_ptr<Put>& old);
  void start(std::uint64_t request, std::uint64_t from);
  void take(std::string_view bytes);
  // Answers when the file has its name.
  void end(std::uint64_t request, const std::string& sha256);
  // The part stays. What is asked of it from now on is refused so.
  void stop(const std::string& code, const std::string& text);
  bool is_ending() const {
    return is_ending_;
  }
  // Without a byte for 30 s it stops, and if it has not started for 300 s: the client
  // may read its own part first.
  void tick(service::Millis now);

 private:
  void climb(std::uint64_t request);
  int fd() const;
  void ready(std::uint64_t request, std::vector<Step> steps);
  void settle(std::uint64_t request, const std::string& sha256);
  void commit(std::uint64_t request);
  void become_file(std::optional<std::uint64_t>& replaced) const;
  void is_file(std::uint64_t replaced);
  void committed(std::uint64_t request, const std::exception_ptr& failure);
  // Gives back what is reserved and the part, once.
  void let_go();
  void failed(const std::exception_ptr& failure);
  void must_run() const;

  std::shared_ptr<Asker> asker_;
  std::shared_ptr<User> user_;
  std::uint32_t id_;
  Wanted wanted_;
  service::Millis begun_;
  std::string part_;
  std::optional<Reservation> reservation_;
  bool has_part_ = true;
  Fd file_;
  std::vector<Step> steps_;
  std::shared_ptr<Incoming> incoming_;
  std::exception_ptr stopped_;
  bool is_ending_ = false;
};

}  // namespace files
