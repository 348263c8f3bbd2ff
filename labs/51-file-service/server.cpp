#include "server.hpp"

#include "session.hpp"

namespace files {

std::shared_ptr<User> Server::user(const std::string& name,
                                   const service::Account& account) {
  auto& user = users_[name];
  if (!user) user = std::make_shared<User>(options().root, name, account.quota);
  return user;
}

std::shared_ptr<service::Link::Listener> Server::visitor(
    std::shared_ptr<service::Link> link) {
  return std::make_shared<Session>(*this, std::move(link));
}

}  // namespace files
