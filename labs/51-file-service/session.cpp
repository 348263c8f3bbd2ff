#include "session.hpp"

#include "server.hpp"

namespace files {

using service::Json;
using service::Refusal;

Session::Session(Server& server, std::shared_ptr<service::Link> link)
    : Asker(server, std::move(link)), server_(server) {}

const std::map<std::string, Session::Handler>& Session::handlers() {
  static const std::map<std::string, Handler> handlers = {
      {"cd", &Session::cd},         {"pwd", &Session::pwd},
      {"list", &Session::list},     {"mkdir", &Session::make_folder},
      {"remove", &Session::remove}, {"rename", &Session::rename},
      {"usage", &Session::usage},   {"put", &Session::put},
      {"get", &Session::get},       {"start", &Session::start},
      {"end", &Session::end},       {"cancel", &Session::cancel}};
  return handlers;
}

Json Session::limits() const {
  return {{"block", service::kBlock}, {"transfers", kTransfers}};
}

Json Session::enter(const std::string& user, const service::Account& account) {
  user_ = server_.user(user, account);
  return {{"used", user_->quota()->used()}, {"quota", user_->quota()->limit()}};
}

void Session::ask(const std::string& what, Request& request) {
  const auto handler = handlers().find(what);
  if (handler == handlers().end()) throw Refusal("protocol", "an unknown request");
  (this->*handler->second)(request);
}

void Session::take(char kind, std::string_view rest) {
  if (kind == 'd') return data(service::data_of(rest));
  if (kind != 'g') throw Refusal("protocol", "an unknown kind of frame");
  const auto [transfer, granted] = service::grant_of(rest);
  grant(transfer, granted);
}

void Session::on_tick() {
  Asker::on_tick();
  const service::Millis now = service::now(link()->handle()->loop);
  for (const auto& [id, put] : puts_) put->tick(now);
  for (const auto& [id, get] : gets_) get->tick(now);
}

void Session::on_room() {
  const auto gets = gets_;  // one may end meanwhile
  for (const auto& [id, get] : gets) get->go_on();
}

void Session::on_closed(const std::string& why) {
  for (const auto& [id, put] : puts_) put->stop("stalled", "the client has gone");
  for (const auto& [id, get] : gets_) get->cancel();
  puts_.clear();
  gets_.clear();
  log("has gone: " + (why.empty() ? "bye" : why));
}

}  // namespace files
