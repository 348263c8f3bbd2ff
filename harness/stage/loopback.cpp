// The loopback stage: this machine's own loopback device, or one that nobody else uses.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstdlib>
#include <cstring>
#include <map>

#include "base/system_error.hpp"
#include "stage/net/own_network.hpp"
#include "stage/process/containment.hpp"
#include "stage/stage.hpp"

namespace stickylab {
namespace {

// Two addresses, so that the two ends can be told apart.
constexpr char kClientHost[] = "127.0.0.1";
constexpr char kHost[] = "127.0.0.2";

sockaddr_in address_of(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  inet_pton(AF_INET, kHost, &address.sin_addr);
  return address;
}

bool bind_to(const Fd& fd, std::uint16_t port) {
  const sockaddr_in address = address_of(port);
  return bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

/// A port that nobody has bound, by asking the kernel for one. Free again on return.
std::uint16_t free_port() {
  for (;;) {
    const Fd tcp(must(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
    const Fd udp(must(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
    if (!bind_to(tcp, 0)) throw_errno("bind 127.0.0.2");
    sockaddr_in address{};
    socklen_t size = sizeof address;
    must(getsockname(tcp.get(), reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
    if (bind_to(udp, ntohs(address.sin_port))) return ntohs(address.sin_port);
  }
}

/// A lock on a port among all stages of this machine: an abstract unix(7) name, which the kernel
/// frees with its owner. Without it two stages could be given the same free port.
Fd lock_port(std::uint16_t port) {
  Fd fd(must(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket"));
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  const std::string text = "stickylab/port/" + std::to_string(port);
  std::memcpy(name.sun_path + 1, text.data(), text.size());
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + text.size());
  if (bind(fd.get(), reinterpret_cast<sockaddr*>(&name), size) == 0) return fd;
  if (errno != EADDRINUSE) throw_errno("bind " + text);
  return {};
}

/// A port that no other stage uses, for as long as this lives.
class OwnPort {
 public:
  OwnPort() {
    while (lock_.get() < 0) {
      number_ = free_port();
      lock_ = lock_port(number_);
    }
  }
  std::uint16_t number() const { return number_; }

 private:
  std::uint16_t number_ = 0;
  Fd lock_;
};

class Loopback : public Stage {
 public:
  explicit Loopback(const RunSpec& spec) : spec_(spec) {
    if (spec.own_network && std::getenv(kNoNamespaces) == nullptr) enter_own_network();
  }

  std::string address(Actor actor) const override {
    return is_awaited(spec_, actor) ? kHost : kClientHost;
  }
  Endpoint place(Actor actor) override { return {kHost, places_[actor].number(), "::1"}; }
  Endpoint relay(Actor to) override { return {kHost, relays_[to].number()}; }
  bool enter(Actor) const override { return true; }
  void renew() override {
    places_.clear();
    relays_.clear();
  }
  std::vector<std::string> evidence() const override { return {"kernel"}; }

 private:
  const RunSpec& spec_;
  std::map<Actor, OwnPort> places_;
  std::map<Actor, OwnPort> relays_;
};

}  // namespace

std::unique_ptr<Stage> make_loopback(const RunSpec& spec) {
  return std::make_unique<Loopback>(spec);
}

}  // namespace stickylab
