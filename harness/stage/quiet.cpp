#include "stage/quiet.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <set>

#include "stage/process/stillness.hpp"

namespace stickylab {
namespace {

constexpr std::uint64_t kLookMs = 10;
constexpr int kLooks = 50;

constexpr std::uint32_t kTalking = bit(SocketState::established) | bit(SocketState::fin_wait_1) |
                                   bit(SocketState::close_wait) | bit(SocketState::last_ack) |
                                   bit(SocketState::closing);

}  // namespace

Quiet::Quiet(Loop& loop, const Stage& stage, const std::vector<Actor>& actors,
             std::function<void()> on_quiet)
    : on_quiet_(std::move(on_quiet)), timer_(loop, kLookMs, kLookMs, [this] { look(); }) {
  std::set<std::string> seen;
  for (const Actor actor : actors)
    if (seen.insert(stage.address(actor)).second)
      stage.on_host(actor, [this] { hosts_.emplace_back(); });
}

void Quiet::look() {
  looks_ = runs_below(getpid()) || !all_acknowledged() ? 0 : looks_ + 1;
  if (looks_ == kLooks) on_quiet_();
}

bool Quiet::all_acknowledged() const {
  const auto waits = [](const SockDiag::Socket& socket) { return socket.is.idiag_wqueue > 0; };
  return std::none_of(hosts_.begin(), hosts_.end(), [&](const SockDiag& host) {
    const auto v4 = host.all(AF_INET, kTalking), v6 = host.all(AF_INET6, kTalking);
    return std::any_of(v4.begin(), v4.end(), waits) || std::any_of(v6.begin(), v6.end(), waits);
  });
}

}  // namespace stickylab
