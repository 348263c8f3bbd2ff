// One client at the server, from its first byte to its last: what it may ask when, and
// who does it.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "get.hpp"
#include "put.hpp"
#include "service/link.hpp"

namespace files {

class Server;

class Session : public service::Link::Listener,
                public Asker,
                public std::enable_shared_from_this<Session> {
 public:
  static constexpr int kTries = 3;  // to log in
  static constexpr service::Millis kLoginIn{20'000};
  static constexpr service::Millis kIdle{300'000};
  static constexpr int kUnanswered = 8;
  static constexpr std::size_t kTransfers = 4;

  Session(Server& server, std::shared_ptr<service::Link> link);
  ~Session() override;

  void on_frame(std::string_view body) override;
  void on_room() override;
  void on_tick() override;
  void on_closed(const std::string& why) override;

  void answer(std::uint64_t request, service::Json result) override;
  void refuse(std::uint64_t request, const std::exception_ptr& why) override;
  void tell(std::uint32_t transfer, const std::exception_ptr& why) override;
  const std::shared_ptr<service::Link>& link() const override {
    return link_;
  }
  void forget(std::uint32_t transfer) override;

 private:
  struct Request {
    std::uint64_t id;
    service::Fields fields;
  };
  using Handler = void (Session::*)(Request&);
  static const std::map<std::string, Handler>& handlers();

  void request(const service::Json& json);
  void handle(Request& request);
  void hello(Request& request);
  void log_in(Request& request);
  void logged_in(std::uint64_t request, const std::string& name,
                 std::shared_ptr<User> user);
  // Tells the throttle. Throws Refusal if nobody is known.
  void count(const std::string& name, bool is_known);
  void enter(std::uint64_t request, std::shared_ptr<User> user);
  void cd(Request& request);
  void pwd(Request& request);
  void list(Request& request);
  void make_folder(Request& request);
  void remove(Request& request);
  void rename(Request& request);
  void usage(Request& request);
  void put(Request& request);
  void get(Request& request);
  void start(Request& request);
  void end(Request& request);
  void cancel(Request& request);
  void ping(Request& request);
  void bye(Request& request);

  Path path(Request& request, const std::string& key = "path");
  std::uint32_t next_transfer();
  void data(const service::Data& block);
  void grant(std::uint32_t transfer, const service::Grant& grant);

  Server& server_;
  std::shared_ptr<service::Link> link_;
  std::shared_ptr<User> user_;  // when logged in
  Path cwd_;
  bool is_greeted_ = false;
  bool is_logging_in_ = false;
  int tries_ = 0;
  int unanswered_ = 0;
  std::uint64_t last_request_ = 0;
  std::uint32_t last_transfer_ = 0;
  service::Millis begun_;
  service::Millis last_asked_;
  std::map<std::uint32_t, std::shared_ptr<Put>> puts_;
  std::map<std::uint32_t, std::shared_ptr<Get>> gets_;
};

}  // namespace files
