#include "server.hpp"

#include "launch.hpp"
#include "session.hpp"

namespace commands {

Server::Server(uv_loop_t* loop, const service::DoorOptions& options, Allowed allowed)
    : Door(loop, options), allowed_(std::move(allowed)), are_apart_(can_be_apart()) {}

std::filesystem::path Server::home_of(const std::string& user) const {
  std::error_code failure;
  std::filesystem::path home =
      std::filesystem::absolute(options().root / user / "home", failure);
  std::filesystem::create_directories(home, failure);
  if (failure) throw service::Refusal("disk", "no home: " + failure.message());
  return home;
}

std::shared_ptr<service::Link::Listener> Server::visitor(
    std::shared_ptr<service::Link> link) {
  return std::make_shared<Session>(*this, std::move(link));
}

}  // namespace commands
