#include "server.hpp"

#include "session.hpp"

namespace files {

std::shared_ptr<User> Server::user(const std::string& name,
                                   const service::Account& account) {
  auto& user = users_[name];
  try {
    if (!user) user = std::make_shared<User>(options().root, name, account.quota);
  } catch (const std::filesystem::filesystem_error& error) {
    throw refusal(error.code().value());  // the disk may be full
  }
  return user;
}

void Server::on_minute() {
  for (const Sweeper::Part& part : sweeper_.old(options().root, service::now(loop()))) {
    const auto user = users_.find(part.user);
    if (user != users_.end() && user->second) {
      user->second->sweep_part(part.name);
    } else {
      std::error_code none;
      std::filesystem::remove(options().root / part.user / "parts" / part.name, none);
    }
    log(part.user, "a part of an upload has lain here for a day, and goes");
  }
}

std::shared_ptr<service::Link::Listener> Server::visitor(
    std::shared_ptr<service::Link> link) {
  return std::make_shared<Session>(*this, std::move(link));
}

}  // namespace files
