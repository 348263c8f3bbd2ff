// The door of a server: where it listens, who has an account, how many may come in at a
// time. A lab's server says who then talks with them.
#pragma once

#include <uv.h>

#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/accounts.hpp"
#include "service/channel.hpp"
#include "service/crowd.hpp"
#include "service/link.hpp"
#include "service/throttle.hpp"

namespace service {

struct DoorOptions {
  std::string host = "127.0.0.1";
  int port = 0;
  std::filesystem::path root;  // users, key and certificate lie here
  bool plain = false;          // without TLS; on loopback only
  bool once = false;           // ends when its only client has gone, and says nothing
};

class Door {
 public:
  // Throws std::runtime_error if it cannot listen, or may not.
  Door(uv_loop_t* loop, DoorOptions options);
  virtual ~Door() = default;
  Door(const Door&) = delete;
  Door& operator=(const Door&) = delete;

  // Until SIGINT or SIGTERM, or, `once`, until its client has gone. What a worker does
  // then is done first.
  void run();
  int port() const;
  void stop();

  // Compares in a worker and calls `known` with the account, or with nothing. Where
  // nobody is left who wants to know when its turn comes, it is not compared. Throws
  // Refusal("busy") if too many wait.
  struct Login {
    std::string name;
    std::string password;
    std::function<bool()> is_wanted;
    std::function<void(const std::optional<Account>&)> known;
  };
  void log_in(Login login);

  // A line of the server's log: who, and what came of what he asked for.
  void log(const std::string& who, const std::string& what) const;

  Throttle& throttle() {
    return throttle_;
  }
  Crowd& crowd() {
    return crowd_;
  }
  const DoorOptions& options() const {
    return options_;
  }
  uv_loop_t* loop() const {
    return loop_;
  }

 private:
  // Makes the session that talks with a client who has come in.
  virtual std::shared_ptr<Link::Listener> visitor(std::shared_ptr<Link> link) = 0;
  virtual void on_minute() {}  // each, while it runs

  void listen();
  void accept();
  void hash_next();
  void compare(const std::shared_ptr<Login>& login);

  uv_loop_t* loop_;
  DoorOptions options_;
  SslContext context_;
  Accounts accounts_;
  Throttle throttle_;
  Crowd crowd_;
  std::deque<std::shared_ptr<Login>> waiting_;  // to be compared
  int hashing_ = 0;
  std::vector<std::weak_ptr<Link>> links_;
  uv_tcp_t listener_{};
  uv_signal_t signals_[2]{};
  uv_timer_t minutes_{};
};

}  // namespace service
