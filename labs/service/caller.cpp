#include "service/caller.hpp"

namespace service {
namespace {

constexpr int kPing = 60;  // ticks without a request: a server waits 300 s for one

Refusal refusal_of(const Json& error) {
  return {error.value("code", "protocol"), error.value("text", ""),
          error.value("retry_after", 0)};
}

}  // namespace

void Caller::connect(SSL_CTX* context, const std::string& host, int port,
                     const Trusts& trusts) {
  link_ = Link::make(loop_, context, Channel::End::client, kLongestBody);
  connect_to(loop_, link_->handle(), host, port);
  link_->start(shared_from_this());
  until([this] { return is_secured_; });
  if (context != nullptr && !trusts(link_->peer_fingerprint())) {
    throw std::runtime_error("the server is not the one that is known");
  }
  call("hello", {{"version", 1}});
}

void Caller::until(const std::function<bool()>& done) {
  while (!done()) {
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
    if (is_closed_) throw Lost(closed_);
    uv_run(loop_, UV_RUN_ONCE);
  }
}

Json Caller::call(const std::string& what, Json fields) {
  reply_ = nullptr;
  ticks_ = 0;
  if (is_closed_) throw Lost(closed_);
  wanted_ = last_request_ + 1;
  ask(what, std::move(fields));
  until([this] { return !reply_.is_null(); });
  if (reply_.contains("error")) throw refusal_of(reply_["error"]);
  return std::move(reply_["ok"]);
}

void Caller::ask(const std::string& what, Json fields) {
  fields["id"] = ++last_request_;
  fields["do"] = what;
  link_->send(control_frame(fields));
}

void Caller::log_in(const std::string& user, const std::string& password) {
  welcome_ = call("login", {{"user", user}, {"password", password}});
}

void Caller::on_frame(std::string_view body) {
  const char kind = body.front();
  body.remove_prefix(1);
  if (kind == 'c') return reply(control_of(body));
  take(kind, body);
}

void Caller::reply(const Json& json) {
  if (json.value("id", std::uint64_t{0}) == wanted_) {
    reply_ = json;
  } else if (json.contains("error")) {
    fail(std::make_exception_ptr(refusal_of(json["error"])));
  }
}

void Caller::on_tick() {
  if (++ticks_ % kPing == 0) ask("ping");
}

void Caller::on_closed(const std::string& why) {
  is_closed_ = true;
  closed_ = why;
}

void Caller::bye() {
  call("bye");
  close();
}

void Caller::close() {
  if (!link_) return;
  link_->close("");
  const auto keep = shared_from_this();
  uv_run(loop_, UV_RUN_DEFAULT);  // until its handles are closed
}

}  // namespace service
