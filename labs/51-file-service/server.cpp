#include "server.hpp"

#include <netinet/in.h>
#include <signal.h>

#include <cstdio>
#include <stdexcept>

#include "service/worker.hpp"
#include "session.hpp"

namespace files {
namespace {

void must(int status, const char* what) {
  if (status < 0)
    throw std::runtime_error(std::string(what) + ": " + uv_strerror(status));
}

sockaddr_storage address_of(const ServerOptions& options) {
  sockaddr_storage address{};
  auto* v4 = reinterpret_cast<sockaddr_in*>(&address);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&address);
  if (uv_ip4_addr(options.host.c_str(), options.port, v4) != 0) {
    must(uv_ip6_addr(options.host.c_str(), options.port, v6), "the address");
  }
  return address;
}

// A private network of the harness is one, too: it says so.
bool may_be_plain(const std::string& host) {
  return host.starts_with("127.") || host == "::1" ||
         std::getenv("STICKYLAB_HARNESS") != nullptr;
}

void close_if_open(void* handle) {
  auto* base = static_cast<uv_handle_t*>(handle);
  if (!uv_is_closing(base)) uv_close(base, nullptr);
}

}  // namespace

Server::Server(uv_loop_t* loop, ServerOptions options)
    : loop_(loop), options_(std::move(options)), accounts_(options_.root / "users") {
  if (options_.plain && !may_be_plain(options_.host)) {
    throw std::runtime_error("without TLS it serves this computer only");
  }
  if (!options_.plain) context_ = service::server_context(options_.root);
  listen();
}

void Server::listen() {
  const sockaddr_storage address = address_of(options_);
  must(uv_tcp_init(loop_, &listener_), "uv_tcp_init");
  listener_.data = this;
  must(uv_tcp_bind(&listener_, reinterpret_cast<const sockaddr*>(&address), 0), "bind");
  must(uv_listen(reinterpret_cast<uv_stream_t*>(&listener_), 128,
                 [](uv_stream_t* listener, int status) {
                   if (status == 0) static_cast<Server*>(listener->data)->accept();
                 }),
       "listen");
  for (uv_signal_t& signal : signals_) {
    must(uv_signal_init(loop_, &signal), "uv_signal_init");
    signal.data = this;
    uv_signal_start(
        &signal, [](uv_signal_t* got, int) { static_cast<Server*>(got->data)->stop(); },
        &signal == &signals_[0] ? SIGINT : SIGTERM);
    uv_unref(reinterpret_cast<uv_handle_t*>(&signal));
  }
}

int Server::port() const {
  sockaddr_storage name{};
  int size = sizeof name;
  uv_tcp_getsockname(&listener_, reinterpret_cast<sockaddr*>(&name), &size);
  // That of IPv6 stands at the same place.
  return ntohs(reinterpret_cast<sockaddr_in*>(&name)->sin_port);
}

void Server::run() {
  std::fprintf(stderr, "listening on %s:%d\n", options_.host.c_str(), port());
  if (context_) {
    std::fprintf(stderr, "fingerprint %s\n",
                 service::fingerprint_of(context_.get()).c_str());
  }
  uv_run(loop_, UV_RUN_DEFAULT);
}

void Server::stop() {
  close_if_open(&listener_);
  for (uv_signal_t& signal : signals_) close_if_open(&signal);
  if (!options_.once) uv_stop(loop_);
}

void Server::accept() {
  const auto link =
      service::Link::make(loop_, context_.get(), service::Channel::End::server,
                          service::kLongestBeforeLogin);
  if (uv_accept(reinterpret_cast<uv_stream_t*>(&listener_),
                reinterpret_cast<uv_stream_t*>(link->handle())) != 0 ||
      sessions_ >= kMostSessions || not_logged_in_ >= kMostLogins) {
    return link->close("busy");
  }
  ++sessions_;
  ++not_logged_in_;
  link->start(std::make_shared<Session>(*this, link));
  if (options_.once) stop();
}

void Server::gone(bool was_logged_in) {
  --sessions_;
  if (!was_logged_in) --not_logged_in_;
}

void Server::log_in(Login login) {
  if (waiting_.size() >= kMostWaiting)
    throw service::Refusal("busy", "too many log in", 1);
  waiting_.push_back(std::make_shared<Login>(std::move(login)));
  hash_next();
}

void Server::hash_next() {
  while (!waiting_.empty() && hashing_ < kMostHashes) {
    const auto login = std::move(waiting_.front());
    waiting_.pop_front();
    if (login->is_wanted()) compare(login);
  }
}

// An unknown user costs as much as a known one.
void Server::compare(const std::shared_ptr<Login>& login) {
  ++hashing_;
  const auto account = accounts_.find(login->name);
  const std::string hash = account ? account->hash : accounts_.nobody();
  const auto is = std::make_shared<bool>(false);
  service::in_worker(
      loop_,
      [login, hash, is] {
        *is = service::is_password(hash, std::move(login->password));
      },
      [this, login, is,
       exists = account.has_value()](const std::exception_ptr& failure) {
        --hashing_;
        login->known(!failure && *is && exists ? user(login->name) : nullptr);
        hash_next();
      });
}

std::shared_ptr<User> Server::user(const std::string& name) {
  auto& user = users_[name];
  if (!user) {
    user = std::make_shared<User>(options_.root, name, accounts_.find(name)->quota);
  }
  return user;
}

}  // namespace files
