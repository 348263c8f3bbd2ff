// The server of commands: what may be run, and where.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "allowed.hpp"
#include "service/door.hpp"

namespace commands {

class Server : public service::Door {
 public:
  // Throws std::runtime_error as a door does.
  Server(uv_loop_t* loop, const service::DoorOptions& options, Allowed allowed);

  const Allowed& allowed() const {
    return allowed_;
  }
  // True if each command has namespaces of its own.
  bool are_apart() const {
    return are_apart_;
  }
  // Makes it if it is not there. Throws service::Refusal.
  std::filesystem::path home_of(const std::string& user) const;

 private:
  std::shared_ptr<service::Link::Listener> visitor(
      std::shared_ptr<service::Link> link) override;

  Allowed allowed_;
  bool are_apart_;
};

}  // namespace commands
