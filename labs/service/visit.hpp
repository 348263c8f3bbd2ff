// A person's visit to a server, from the words of the command line: the password, the
// fingerprint, and another try if the connection is lost or the server is busy.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "service/caller.hpp"
#include "service/loop.hpp"

namespace service {

// A person has typed something that cannot be done.
struct WrongUsage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct VisitOptions {
  std::string host = "127.0.0.1";
  int port = 0;
  std::string user;
  std::string pin;                      // the fingerprint; empty: `known_servers` knows
  std::filesystem::path known_servers;  // empty: the usual file
  std::filesystem::path password_file;  // empty: it is asked for
  bool plain = false;
};

class Visit {
 public:
  // Asks for the password.
  explicit Visit(VisitOptions options);

  uv_loop_t* loop() {
    return loop_.get();
  }
  // Calls `work` with a client that `make` has made, when it has logged in; up to five
  // times. Returns what `work` returns, or `failed` when it has told why.
  using Make = std::function<std::shared_ptr<Caller>()>;
  using Work = std::function<int(Caller&)>;
  int run(const Make& make, const Work& work, int failed = 1);

 private:
  int run_once(Caller& caller, const Work& work);
  bool trusts(const std::string& fingerprint) const;

  VisitOptions options_;
  Loop loop_;
  SslContext context_;
  std::string password_;
};

}  // namespace service
