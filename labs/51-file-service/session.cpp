#include "session.hpp"

#include "server.hpp"
#include "service/socket.hpp"

namespace files {

using service::Json;
using service::Refusal;

Session::Session(Server& server, std::shared_ptr<service::Link> link)
    : server_(server),
      link_(std::move(link)),
      begun_(service::now(link_->handle()->loop)),
      last_asked_(begun_) {}

Session::~Session() {
  if (user_) --user_->sessions;
  server_.gone(user_ != nullptr);
}

const std::map<std::string, Session::Handler>& Session::handlers() {
  static const std::map<std::string, Handler> handlers = {
      {"cd", &Session::cd},         {"pwd", &Session::pwd},
      {"list", &Session::list},     {"mkdir", &Session::make_folder},
      {"remove", &Session::remove}, {"rename", &Session::rename},
      {"usage", &Session::usage},   {"put", &Session::put},
      {"get", &Session::get},       {"start", &Session::start},
      {"end", &Session::end},       {"cancel", &Session::cancel},
      {"ping", &Session::ping},     {"bye", &Session::bye}};
  return handlers;
}

void Session::on_frame(std::string_view body) {
  last_asked_ = service::now(link_->handle()->loop);
  const char kind = body.front();
  body.remove_prefix(1);
  if (kind == 'c') return request(service::control_of(body));
  if (!user_) throw Refusal("protocol", "no login");
  if (kind == 'd') return data(service::data_of(body));
  if (kind != 'g') throw Refusal("protocol", "an unknown kind of frame");
  const auto [transfer, granted] = service::grant_of(body);
  grant(transfer, granted);
}

void Session::request(const Json& json) {
  Request request{0, service::Fields(json)};
  request.id = request.fields.number("id");
  if (request.id <= last_request_) throw Refusal("protocol", "the ids must rise");
  last_request_ = request.id;
  if (++unanswered_ > kUnanswered) throw Refusal("protocol", "too many at a time");
  try {
    handle(request);
  } catch (const Refusal& refusal) {
    if (refusal.code() == "protocol") throw;
    refuse(request.id, std::current_exception());
  }
}

void Session::handle(Request& request) {
  const std::string what = request.fields.text("do");
  if (!is_greeted_) {
    if (what != "hello") throw Refusal("protocol", "it begins with hello");
    return hello(request);
  }
  if (!user_) {
    if (what != "login" || is_logging_in_) throw Refusal("protocol", "no login");
    return log_in(request);
  }
  const auto handler = handlers().find(what);
  if (handler == handlers().end()) throw Refusal("protocol", "an unknown request");
  (this->*handler->second)(request);
}

void Session::hello(Request& request) {
  if (request.fields.number("version") != 1) {
    throw Refusal("protocol", "another version");
  }
  request.fields.done();
  is_greeted_ = true;
  answer(request.id, {{"version", 1},
                      {"secured", !server_.is_plain()},
                      {"block", service::kBlock},
                      {"transfers", kTransfers}});
}

void Session::log_in(Request& request) {
  const std::string name = request.fields.text("user");
  const std::string password = request.fields.text("password");
  request.fields.done();
  const service::Millis wait =
      server_.throttle().wait(name, service::peer_address(*link_->handle()),
                              service::now(link_->handle()->loop));
  if (wait.count() > 0) {
    throw Refusal("login", "too many failures; later",
                  static_cast<int>((wait.count() + 999) / 1000));
  }
  is_logging_in_ = true;
  server_.log_in(
      {name, password, [link = link_] { return link->is_open(); },
       [self = shared_from_this(), id = request.id, name](std::shared_ptr<User> user) {
         self->logged_in(id, name, std::move(user));
       }});
}

void Session::logged_in(std::uint64_t request, const std::string& name,
                        std::shared_ptr<User> user) {
  is_logging_in_ = false;
  if (!link_->is_open()) return;
  try {
    count(name, user != nullptr);
    enter(request, std::move(user));
  } catch (const Refusal&) {
    refuse(request, std::current_exception());
    if (++tries_ == kTries) link_->finish();
  }
}

void Session::count(const std::string& name, bool is_known) {
  const std::string address = service::peer_address(*link_->handle());
  if (is_known) return server_.throttle().succeeded(name, address);
  server_.throttle().failed(name, address, service::now(link_->handle()->loop));
  throw Refusal("login", "no such user, or another password");
}

void Session::enter(std::uint64_t request, std::shared_ptr<User> user) {
  if (user->sessions >= kMostOfUser) throw Refusal("busy", "too many sessions", 1);
  link_->allow(service::kLongestBody);
  user_ = std::move(user);
  ++user_->sessions;
  server_.logged_in();
  answer(request,
         {{"used", user_->quota()->used()}, {"quota", user_->quota()->limit()}});
}

void Session::answer(std::uint64_t request, Json result) {
  --unanswered_;
  if (link_->is_open()) {
    link_->send(service::control_frame(service::ok_reply(request, std::move(result))));
  }
}

void Session::refuse(std::uint64_t request, const std::exception_ptr& why) {
  --unanswered_;
  if (!link_->is_open()) return;
  try {
    std::rethrow_exception(why);
  } catch (const Refusal& refusal) {
    link_->send(service::control_frame(service::error_reply(request, refusal)));
    if (refusal.code() == "protocol") link_->finish();
  } catch (const std::exception& error) {
    link_->close(error.what());
  }
}

void Session::on_tick() {
  const service::Millis now = service::now(link_->handle()->loop);
  if (!user_ && now - begun_ > kLoginIn) return link_->close("the login took too long");
  if (now - last_asked_ > kIdle) return link_->close("idle");
  for (const auto& [id, put] : puts_) put->tick(now);
}

void Session::on_room() {
  const auto gets = gets_;  // one may end meanwhile
  for (const auto& [id, get] : gets) get->go_on();
}

void Session::on_closed(const std::string&) {
  for (const auto& [id, put] : puts_) put->stop("stalled", "the client has gone");
  for (const auto& [id, get] : gets_) get->cancel();
  puts_.clear();
  gets_.clear();
}

}  // namespace files
