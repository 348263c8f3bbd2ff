#include "stage/player/relay.hpp"

#include <fcntl.h>
#include <sys/socket.h>

#include "stage/socket/address.hpp"

namespace stickylab {
namespace {

sockaddr_in name_of(const Fd& socket) {
  sockaddr_in name{};
  socklen_t size = sizeof name;
  must(getsockname(socket.get(), reinterpret_cast<sockaddr*>(&name), &size), "getsockname");
  return name;
}

}  // namespace

Relay::Relay(Loop& loop, Recorder& recorder, Stage& stage, const Schedule& schedule,
             const Endpoint& server, std::function<pid_t(Actor)> program,
             std::function<void(Actor)> on_flood)
    : recorder_(recorder),
      stage_(stage),
      schedule_(schedule),
      program_(std::move(program)),
      on_flood_(std::move(on_flood)),
      server_(server),
      address_(stage.relay(kReceiver)),
      ticker_(loop, [this] { tick(); }) {
  stage_.on_host(kReceiver, [this] {
    listener_ = Fd(must(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  });
  const int on = 1;  // the port may have been another stage's a moment ago
  must(setsockopt(listener_.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), "SO_REUSEADDR");
  const sockaddr_in own = to_address(address_);
  must(bind(listener_.get(), reinterpret_cast<const sockaddr*>(&own), sizeof own),
       "bind the relay");
  must(listen(listener_.get(), 1), "listen");
  address_.port = ntohs(name_of(listener_).sin_port);
  on_connection_.emplace(loop, listener_.get(), [this] { accept_sender(); });
}

void Relay::accept_sender() {
  on_connection_.reset();
  sockaddr_in sender{};
  socklen_t size = sizeof sender;
  Fd to_sender(must(accept4(listener_.get(), reinterpret_cast<sockaddr*>(&sender), &size,
                            SOCK_CLOEXEC | SOCK_NONBLOCK),
                    "accept"));
  listener_.reset();
  Fd to_receiver;
  stage_.on_host(kReceiver, [&] {
    to_receiver = Fd(must(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  });
  const sockaddr_in address = to_address(server_);
  if (connect(to_receiver.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0)
    return;  // the receiver listens no more: the sender sees that its connection is closed
  must(fcntl(to_receiver.get(), F_SETFL, O_NONBLOCK), "fcntl");
  const auto queue = [&](Actor who, const sockaddr_in& its, const sockaddr_in& ours) {
    std::optional<SocketQueue> made;
    stage_.on_host(who, [&] { made.emplace(its, ours); });
    return std::move(*made);
  };
  SocketQueue of_sender = queue(kSender, sender, name_of(to_sender));
  SocketQueue of_receiver = queue(kReceiver, address, name_of(to_receiver));
  sender_ = leg(kSender, std::move(to_sender), std::move(of_sender));
  receiver_ = leg(kReceiver, std::move(to_receiver), std::move(of_receiver));
}

std::unique_ptr<Leg> Relay::leg(Actor who, Fd socket, SocketQueue queue) {
  const bool is_sender = who == kSender;
  const Actor other = is_sender ? kReceiver : kSender;
  return std::make_unique<Leg>(std::move(socket), std::move(queue), program_(who),
                               is_sender ? schedule_.replies.value_or(Cutting{}) : schedule_.stream,
                               [this, other](const std::string& piece, std::int64_t) {
                                 recorder_.add(other, Relayed{piece});
                               });
}

void Relay::tick() {
  if (!receiver_) return;
  sender_->go_on();
  receiver_->go_on();
  pass(*sender_, *receiver_);
  pass(*receiver_, *sender_);
  if (sender_->said_in_all() > kRelayLimit) on_flood_(kSender);
  if (receiver_->said_in_all() > kRelayLimit) on_flood_(kReceiver);
}

void Relay::pass(Leg& from, Leg& to) {
  if (from.has_said()) {
    if (to.is_told() && from.is_quiet()) to.tell(from.take_said());
    return;
  }
  if (!from.has_ended() || to.was_told_end() || to.has_said()) return;
  if (from.is_told() && from.is_settled() && to.is_told() && to.is_quiet())
    to.tell_end(from.was_reset());
}

}  // namespace stickylab
