// The server of files: its users, each with a home, and a session for each client.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "service/door.hpp"
#include "sweeper.hpp"
#include "user.hpp"

namespace files {

class Server : public service::Door {
 public:
  using Door::Door;

  // The one user of that name, in however many sessions. Throws Refusal if his home
  // cannot be read.
  std::shared_ptr<User> user(const std::string& name, const service::Account& account);

 private:
  std::shared_ptr<service::Link::Listener> visitor(
      std::shared_ptr<service::Link> link) override;

  void on_minute() override;

  std::map<std::string, std::shared_ptr<User>> users_;
  Sweeper sweeper_;
};

}  // namespace files
