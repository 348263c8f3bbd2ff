#include "service/visitor.hpp"

#include "service/door.hpp"
#include "service/socket.hpp"

namespace service {

Visitor::Visitor(Door& door, std::shared_ptr<Link> link)
    : door_(door),
      link_(std::move(link)),
      address_(peer_address(*link_->handle())),
      begun_(now(link_->handle()->loop)),
      last_asked_(begun_) {}

Visitor::~Visitor() {
  user_.empty() ? door_.crowd().stranger_goes(address_)
                : door_.crowd().user_goes(user_);
}

void Visitor::on_frame(std::string_view body) {
  last_asked_ = now(link_->handle()->loop);
  const char kind = body.front();
  body.remove_prefix(1);
  if (kind == 'c') return request(control_of(body));
  if (user_.empty()) throw Refusal("protocol", "no login");
  take(kind, body);
}

void Visitor::request(const Json& json) {
  Request request{0, Fields(json)};
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

void Visitor::handle(Request& request) {
  const std::string what = request.fields.text("do");
  if (!is_greeted_) {
    if (what != "hello") throw Refusal("protocol", "it begins with hello");
    return hello(request);
  }
  if (!user_.empty()) return serve(what, request);
  if (what != "login" || is_logging_in_) throw Refusal("protocol", "no login");
  log_in(request);
}

void Visitor::hello(Request& request) {
  if (request.fields.number("version") != 1) {
    throw Refusal("protocol", "another version");
  }
  request.fields.done();
  is_greeted_ = true;
  Json told = limits();
  told["version"] = 1;
  told["secured"] = !door_.options().plain;
  answer(request.id, std::move(told));
}

void Visitor::log_in(Request& request) {
  const std::string name = request.fields.text("user");
  const std::string password = request.fields.text("password");
  request.fields.done();
  const Millis wait = door_.throttle().wait(name, address_, now(link_->handle()->loop));
  if (wait.count() > 0) {
    throw Refusal("login", "too many failures; later",
                  static_cast<int>((wait.count() + 999) / 1000));
  }
  is_logging_in_ = true;
  door_.log_in({name, password, [link = link_] { return link->is_open(); },
                [self = shared_from_this(), id = request.id,
                 name](const std::optional<Account>& account) {
                  self->compared(id, name, account);
                }});
}

void Visitor::compared(std::uint64_t request, const std::string& name,
                       const std::optional<Account>& account) {
  is_logging_in_ = false;
  if (!link_->is_open()) return;
  try {
    must_be_known(name, account.has_value());
    logged_in(request, name, *account);
  } catch (const Refusal&) {
    refuse(request, std::current_exception());
    if (++tries_ == kTries) link_->finish();
  } catch (const std::exception&) {
    refuse(request, std::current_exception());
  }
}

void Visitor::must_be_known(const std::string& name, bool is_known) {
  if (is_known) return door_.throttle().succeeded(name, address_);
  door_.throttle().failed(name, address_, now(link_->handle()->loop));
  throw Refusal("login", "no such user, or another password");
}

void Visitor::logged_in(std::uint64_t request, const std::string& name,
                        const Account& account) {
  Json told = enter(name, account);
  if (!door_.crowd().logs_in(address_, name)) {
    throw Refusal("busy", "too many sessions", 1);
  }
  user_ = name;
  link_->allow(kLongestBody);
  log("logs in");
  answer(request, std::move(told));
}

void Visitor::serve(const std::string& what, Request& request) {
  if (what != "ping" && what != "bye") return ask(what, request);
  request.fields.done();
  answer(request.id, Json::object());
  if (what == "bye") link_->finish();
}

void Visitor::answer(std::uint64_t request, Json result) {
  --unanswered_;
  if (link_->is_open()) {
    link_->send(control_frame(ok_reply(request, std::move(result))));
  }
}

void Visitor::answer_behind(std::uint64_t request, Json result) {
  --unanswered_;
  if (link_->is_open()) {
    link_->send_block(control_frame(ok_reply(request, std::move(result))));
  }
}

void Visitor::refuse(std::uint64_t request, const std::exception_ptr& why) {
  --unanswered_;
  if (!link_->is_open()) return;
  try {
    std::rethrow_exception(why);
  } catch (const Refusal& refusal) {
    log(refusal.code() + ": " + refusal.what());
    link_->send(control_frame(error_reply(request, refusal)));
    if (refusal.code() == "protocol") link_->finish();
  } catch (const std::exception& error) {
    log(error.what());
    link_->close(error.what());
  }
}

void Visitor::on_tick() {
  const Millis time = now(link_->handle()->loop);
  if (user_.empty() && time - begun_ > kLoginIn) {
    return link_->close("the login took too long");
  }
  if (time - last_asked_ > kIdle) link_->close("idle");
}

void Visitor::log(const std::string& what) const {
  door_.log(user_.empty() ? address_ : user_ + "@" + address_, what);
}

}  // namespace service
