#include "stage/player/leg.hpp"

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "stage/player/sockets.hpp"

namespace stickylab {
namespace {

constexpr int kQuietTicks = 20;     // 2 ms asleep with all bytes sent: it waits for an answer
constexpr int kSilentTicks = 2000;  // and so does one that never sleeps, but says nothing
constexpr std::size_t kMostSaid = 1 << 20;  // bytes in a turn

void turn_on(const Fd& socket, int option) {
  const int on = 1;
  setsockopt(socket.get(), IPPROTO_TCP, option, &on, sizeof on);
}

}  // namespace

Leg::Leg(Fd socket, SocketQueue queue, const std::shared_ptr<Brake>& program, Cutting told,
         Pump::OnSent on_told)
    : socket_(std::move(socket)),
      pump_(socket_.get(), std::move(queue), program, std::move(told), std::move(on_told)),
      stillness_(program->program()) {
  turn_on(socket_, TCP_NODELAY);  // a piece leaves as it is
}

void Leg::go_on() {
  if (told_end_ && pump_.end_has_arrived()) pump_.release();
  if (told_end_ && reset_) return;
  take();
  is_told_ = pump_.go_on();
}

void Leg::take() {
  char buffer[65536];
  while (!ended_ && said_.size() < kMostSaid) {
    const ssize_t size = recv(socket_.get(), buffer, sizeof buffer, MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) break;
    ended_ = size <= 0;
    reset_ = size < 0;
    if (ended_) break;
    said_.append(buffer, static_cast<std::size_t>(size));
    said_in_all_ += static_cast<std::size_t>(size);
    silent_ticks_ = 0;
    turn_on(socket_, TCP_QUICKACK);  // Nagle's algorithm must not keep the rest of it back
  }
  ++silent_ticks_;
  int error = 0;  // after its FIN a reset is seen here only
  socklen_t size = sizeof error;
  if (getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error != 0)
    ended_ = reset_ = true;
}

bool Leg::is_quiet() {
  if (ended_ || said_.size() >= kMostSaid) return true;
  if (!is_told_) return false;
  if (silent_ticks_ >= kSilentTicks) return true;
  const auto bytes = pump_.queue().bytes();
  return (!bytes || bytes->unacked == 0) && stillness_.has_slept(kQuietTicks);
}

bool Leg::is_settled() const {
  int unacked = 0;
  return reset_ || ioctl(socket_.get(), SIOCOUTQ, &unacked) < 0 || unacked == 0;
}

void Leg::tell_end(bool reset) {
  told_end_ = true;
  if (!reset) {
    shutdown(socket_.get(), SHUT_WR);
    return;
  }
  ended_ = reset_ = true;
  reset_connection(socket_);
}

}  // namespace stickylab
