#include "service/door.hpp"

#include <netinet/in.h>
#include <signal.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "service/names.hpp"
#include "service/socket.hpp"
#include "service/worker.hpp"

namespace service {
namespace {

constexpr int kMostHashes = 2;  // at a time: each takes 19 MiB and a processor
constexpr std::size_t kMostWaiting = 64;

void must(int status, const std::string& what) {
  if (status < 0) throw std::runtime_error(what + ": " + uv_strerror(status));
}

sockaddr_storage address_of(const DoorOptions& options) {
  sockaddr_storage address{};
  auto* v4 = reinterpret_cast<sockaddr_in*>(&address);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&address);
  if (uv_ip4_addr(options.host.c_str(), options.port, v4) != 0) {
    must(uv_ip6_addr(options.host.c_str(), options.port, v6), options.host);
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

Door::Door(uv_loop_t* loop, DoorOptions options)
    : loop_(loop), options_(std::move(options)), accounts_(options_.root / "users") {
  if (options_.plain && !may_be_plain(options_.host)) {
    throw std::runtime_error("without TLS it serves this computer only");
  }
  if (!options_.plain) context_ = server_context(options_.root);
  listen();
}

void Door::listen() {
  const sockaddr_storage address = address_of(options_);
  const std::string place = options_.host + ":" + std::to_string(options_.port);
  must(uv_tcp_init(loop_, &listener_), place);
  listener_.data = this;
  must(uv_tcp_bind(&listener_, reinterpret_cast<const sockaddr*>(&address), 0), place);
  must(uv_listen(reinterpret_cast<uv_stream_t*>(&listener_), 128,
                 [](uv_stream_t* listener, int status) {
                   if (status == 0) static_cast<Door*>(listener->data)->accept();
                 }),
       place);
  for (uv_signal_t& signal : signals_) {
    must(uv_signal_init(loop_, &signal), "signals");
    signal.data = this;
    uv_signal_start(
        &signal, [](uv_signal_t* got, int) { static_cast<Door*>(got->data)->stop(); },
        &signal == &signals_[0] ? SIGINT : SIGTERM);
    uv_unref(reinterpret_cast<uv_handle_t*>(&signal));
  }
  must(uv_timer_init(loop_, &minutes_), "a timer");
  minutes_.data = this;
  uv_timer_start(
      &minutes_,
      [](uv_timer_t* timer) { static_cast<Door*>(timer->data)->on_minute(); }, 60'000,
      60'000);
  uv_unref(reinterpret_cast<uv_handle_t*>(&minutes_));
}

int Door::port() const {
  sockaddr_storage name{};
  int size = sizeof name;
  uv_tcp_getsockname(&listener_, reinterpret_cast<sockaddr*>(&name), &size);
  // That of IPv6 stands at the same place.
  return ntohs(reinterpret_cast<sockaddr_in*>(&name)->sin_port);
}

void Door::run() {
  if (!options_.once) {
    std::printf("listening on %s:%d\n", options_.host.c_str(), port());
    if (context_)
      std::printf("fingerprint %s\n", fingerprint_of(context_.get()).c_str());
    std::fflush(stdout);
  }
  uv_run(loop_, UV_RUN_DEFAULT);
}

void Door::stop() {
  close_if_open(&listener_);
  close_if_open(&minutes_);
  for (uv_signal_t& signal : signals_) close_if_open(&signal);
  if (options_.once) return;
  for (const auto& link : std::exchange(links_, {})) {
    if (const auto open = link.lock()) open->close("the server ends");
  }
}

void Door::accept() {
  const auto link =
      Link::make(loop_, context_.get(), Channel::End::server, kLongestBeforeLogin);
  if (uv_accept(reinterpret_cast<uv_stream_t*>(&listener_),
                reinterpret_cast<uv_stream_t*>(link->handle())) != 0) {
    return link->close("");
  }
  const std::string address = peer_address(*link->handle());
  if (!crowd_.comes(address)) {
    log(address, "busy: too many are here");
    return link->close("busy");
  }
  std::erase_if(links_, [](const auto& old) { return old.expired(); });
  links_.push_back(link);
  link->start(visitor(link));
  if (options_.once) stop();
}

void Door::log_in(Login login) {
  if (waiting_.size() >= kMostWaiting) throw Refusal("busy", "too many log in", 1);
  waiting_.push_back(std::make_shared<Login>(std::move(login)));
  hash_next();
}

void Door::hash_next() {
  while (!waiting_.empty() && hashing_ < kMostHashes) {
    const auto login = std::move(waiting_.front());
    waiting_.pop_front();
    if (login->is_wanted()) compare(login);
  }
}

// An unknown user costs as much as a known one.
void Door::compare(const std::shared_ptr<Login>& login) {
  ++hashing_;
  const auto account = accounts_.find(login->name);
  const std::string hash = account ? account->hash : accounts_.nobody();
  const auto is = std::make_shared<bool>(false);
  in_worker(
      loop_, [login, hash, is] { *is = is_password(hash, std::move(login->password)); },
      [this, login, is, account](const std::exception_ptr& failure) {
        --hashing_;
        login->known(!failure && *is ? account : std::nullopt);
        hash_next();
      });
}

void Door::log(const std::string& who, const std::string& what) const {
  if (options_.once) return;
  char time[32];
  const std::time_t seconds = std::time(nullptr);
  std::tm parts{};
  std::strftime(time, sizeof time, "%FT%TZ", gmtime_r(&seconds, &parts));
  std::fprintf(stderr, "%s %s %s\n", time, printable(who).c_str(),
               printable(what).c_str());
}

}  // namespace service
