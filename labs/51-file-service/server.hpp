// The server: whom it listens to, who its users are, how many may be there at a time.
#pragma once

#include <uv.h>

#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "service/accounts.hpp"
#include "service/channel.hpp"
#include "service/throttle.hpp"
#include "user.hpp"

namespace files {

constexpr int kMostSessions = 1024;
constexpr int kMostLogins = 64;  // sessions that are not logged in
constexpr int kMostOfUser = 8;   // sessions
constexpr int kMostHashes = 2;   // at a time: each takes 19 MiB and a processor
constexpr std::size_t kMostWaiting = 64;

struct ServerOptions {
  std::string host = "127.0.0.1";
  int port = 0;
  std::filesystem::path root;
  bool plain = false;  // without TLS; on loopback only
  bool once = false;   // ends when its only client has gone
};

class Server {
 public:
  // Throws std::runtime_error if it cannot listen, or may not.
  Server(uv_loop_t* loop, ServerOptions options);

  // Until SIGINT or SIGTERM, or, `once`, until its client has gone.
  void run();
  int port() const;
  void stop();

  // Compares in a worker and calls `known` with the user, or with nothing. Where nobody
  // is left who wants to know when its turn comes, it is not compared. Throws
  // Refusal("busy") if too many wait.
  struct Login {
    std::string name;
    std::string password;
    std::function<bool()> is_wanted;
    std::function<void(std::shared_ptr<User>)> known;
  };
  void log_in(Login login);

  service::Throttle& throttle() {
    return throttle_;
  }
  bool is_plain() const {
    return options_.plain;
  }
  void logged_in() {
    --not_logged_in_;
  }
  void gone(bool was_logged_in);

 private:
  void listen();
  void accept();
  void hash_next();
  void compare(const std::shared_ptr<Login>& login);
  std::shared_ptr<User> user(const std::string& name);

  uv_loop_t* loop_;
  ServerOptions options_;
  service::SslContext context_;
  service::Accounts accounts_;
  service::Throttle throttle_;
  std::map<std::string, std::shared_ptr<User>> users_;
  std::deque<std::shared_ptr<Login>> waiting_;  // to be compared
  int hashing_ = 0;
  int sessions_ = 0;
  int not_logged_in_ = 0;
  uv_tcp_t listener_{};
  uv_signal_t signals_[2]{};
};

}  // namespace files
