#include "stage/relay.hpp"

#include <sys/socket.h>

#include "stage/address.hpp"

namespace stickylab {
namespace {

/// Blocks where the other side does not read: then there is nothing to carry either.
void send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

}  // namespace

Relay::Relay(Loop& loop, Recorder& recorder, const Stage& stage)
    : loop_(loop), recorder_(recorder), stage_(stage), address_{stage.receiver().host, 0} {
  stage_.on_host(Who::receiver, [this] {
    listener_ = Fd(must(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  });
  sockaddr_in own = to_address(address_);
  socklen_t size = sizeof own;
  must(bind(listener_.get(), reinterpret_cast<sockaddr*>(&own), size), "bind the relay");
  must(listen(listener_.get(), 1), "listen");
  must(getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&own), &size), "getsockname");
  address_.port = ntohs(own.sin_port);
  on_connection_.emplace(loop_, listener_.get(), [this] { accept_sender(); });
}

void Relay::accept_sender() {
  on_connection_.reset();
  sender_ = Fd(must(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC), "accept"));
  listener_.reset();
  stage_.on_host(Who::receiver, [this] {
    receiver_ = Fd(must(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  });
  const sockaddr_in address = to_address(stage_.receiver());
  must(connect(receiver_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address),
       "connect to the receiver");
  on_sender_.emplace(loop_, sender_.get(), [this] {
    carry({Who::sender, sender_.get(), receiver_.get()}, on_sender_);
  });
  on_receiver_.emplace(loop_, receiver_.get(), [this] {
    carry({Who::receiver, receiver_.get(), sender_.get()}, on_receiver_);
  });
}

void Relay::carry(const Leg& leg, std::optional<Readable>& watcher) {
  char buffer[65536];
  const ssize_t size = recv(leg.from, buffer, sizeof buffer, MSG_DONTWAIT);
  if (size < 0 && errno == EAGAIN) return;
  if (size > 0) {
    const std::string bytes(buffer, static_cast<std::size_t>(size));
    recorder_.add(leg.who, Relayed{bytes});
    send_all(leg.to, bytes);
    return;
  }
  watcher.reset();
  shutdown(leg.to, SHUT_WR);
}

}  // namespace stickylab
