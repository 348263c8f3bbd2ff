// One client at a server, from its first byte to its last: it greets, it logs in, and
// then it asks what the lab's session answers.
#pragma once

#include <memory>
#include <string>

#include "service/link.hpp"

namespace service {

class Door;
struct Account;

class Visitor : public Link::Listener, public std::enable_shared_from_this<Visitor> {
 public:
  static constexpr int kTries = 3;  // to log in
  static constexpr Millis kLoginIn{20'000};
  static constexpr Millis kIdle{300'000};
  static constexpr int kUnanswered = 8;

  Visitor(Door& door, std::shared_ptr<Link> link);
  ~Visitor() override;
  Visitor(const Visitor&) = delete;
  Visitor& operator=(const Visitor&) = delete;

  void on_frame(std::string_view body) override;
  void on_tick() override;

  // Each request is answered once, by its number.
  void answer(std::uint64_t request, Json result);
  // The same, behind all blocks that wait: they are heard before this.
  void answer_behind(std::uint64_t request, Json result);
  void refuse(std::uint64_t request, const std::exception_ptr& why);
  const std::shared_ptr<Link>& link() const {
    return link_;
  }
  // A line of the server's log.
  void log(const std::string& what) const;

 protected:
  struct Request {
    std::uint64_t id;
    Fields fields;
  };

  // Somebody has logged in. Gives what he is told.
  virtual Json enter(const std::string& user, const Account& account) = 0;
  // A user asks for something other than `ping` and `bye`. Throws Refusal.
  virtual void ask(const std::string& what, Request& request) = 0;
  // A frame of a user that is no request.
  virtual void take(char kind, std::string_view rest) = 0;
  // Numbers that a client has to know.
  virtual Json limits() const = 0;

 private:
  void request(const Json& json);
  void handle(Request& request);
  void hello(Request& request);
  void log_in(Request& request);
  void compared(std::uint64_t request, const std::string& name,
                const std::optional<Account>& account);
  void must_be_known(const std::string& name, bool is_known);
  void logged_in(std::uint64_t request, const std::string& name,
                 const Account& account);
  void serve(const std::string& what, Request& request);

  Door& door_;
  std::shared_ptr<Link> link_;
  std::string address_;
  std::string user_;  // empty: nobody has logged in
  bool is_greeted_ = false;
  bool is_logging_in_ = false;
  int tries_ = 0;
  int unanswered_ = 0;
  std::uint64_t last_request_ = 0;
  Millis begun_;
  Millis last_asked_;
};

}  // namespace service
