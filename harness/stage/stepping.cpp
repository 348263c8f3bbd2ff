#include "stage/stepping.hpp"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <sstream>
#include <stdexcept>

#include "base/channel.hpp"
#include "stage/net/packet_event.hpp"
#include "stage/net/wire.hpp"
#include "stage/running.hpp"
#include "stage/socket/address.hpp"

namespace stickylab {
namespace {

constexpr std::uint64_t kLookMs = 20;  // for eyes

// Sets of states: connections, also those that one end has left, but not those in TIME_WAIT.
constexpr std::uint32_t kFinUnacked =
    bit(SocketState::fin_wait_1) | bit(SocketState::last_ack) | bit(SocketState::closing);
constexpr std::uint32_t kFinArrived =
    bit(SocketState::close_wait) | bit(SocketState::last_ack) | bit(SocketState::closing);
constexpr std::uint32_t kConnected =
    bit(SocketState::established) | bit(SocketState::fin_wait_2) | kFinUnacked | kFinArrived;
constexpr std::uint8_t kRetransmission = 1, kProbe = 4;  // idiag_timer, sock_diag(7)

/// `count` without the FIN, which takes a sequence number like a byte (RFC 9293 section 3.4).
std::uint32_t bytes_of(std::uint32_t count, SocketState state, std::uint32_t with_fin) {
  return count > 0 && (bit(state) & with_fin) != 0 ? count - 1 : count;
}

Queues queues_of(const SockDiag::Socket& socket) {
  const auto& [is, arrived, unsent] = socket;
  const std::uint32_t written = bytes_of(is.idiag_wqueue, state_of(is), kFinUnacked);
  Queues queues{.own = endpoint_text(is.idiag_family, is.id.idiag_src, ntohs(is.id.idiag_sport)),
                .peer = endpoint_text(is.idiag_family, is.id.idiag_dst, ntohs(is.id.idiag_dport)),
                .unread = bytes_of(is.idiag_rqueue, state_of(is), kFinArrived),
                .unacked = 0,
                .unsent = bytes_of(unsent, state_of(is), kFinUnacked)};
  queues.unacked = written - queues.unsent;
  if (is.idiag_timer == kRetransmission || is.idiag_timer == kProbe)
    queues.timer_s = (is.idiag_expires + 999) / 1000;
  return queues;
}

Wire& wire_of(Stage& stage) {
  if (stage.wire() == nullptr) throw std::logic_error("this stage has no wire that can be held");
  return *stage.wire();
}

}  // namespace

Stepping::Stepping(Loop& loop, Recorder& recorder, Stage& stage, int person, Logs logs)
    : recorder_(recorder),
      wire_(wire_of(stage)),
      person_(person),
      logs_(std::move(logs)),
      commands_(loop, person, [this] { obey(); }),
      timer_(loop, kLookMs, kLookMs, [this] { look(); }) {
  for (std::size_t i = 0; i < logs_.size(); ++i)
    stage.on_host(static_cast<Actor>(i), [&] { kernels_[static_cast<Actor>(i)]; });
  wire_.hold_everything(true);
}

void Stepping::obey() {
  WireCommand command;
  if (recv(person_, &command, sizeof command, MSG_DONTWAIT) != sizeof command) return;
  switch (command.what) {
    case WireCommand::What::release:
      wire_.release(command.id);
      break;
    case WireCommand::What::drop:
      wire_.drop(command.id);
      break;
    case WireCommand::What::hold:
      wire_.hold_everything(true);
      break;
    case WireCommand::What::flow:
      wire_.hold_everything(false);
      wire_.release_all();
      break;
    case WireCommand::What::release_all:
      wire_.release_all();
      break;
  }
}

void Stepping::look() {
  for (const auto& [who, diag] : kernels_) look_at_queues(who, diag);
  int untaken = 0;
  ioctl(person_, SIOCOUTQ, &untaken);
  Seen now = seen();
  if (untaken > 0 || now == sent_) return;
  sent_ = std::move(now);
  tell(person_, snapshot());
}

void Stepping::look_at_queues(Actor who, const SockDiag& diag) {
  std::map<std::string, Queues> now;
  for (const std::uint8_t family : {AF_INET, AF_INET6})
    for (const SockDiag::Socket& socket : diag.all(family, kConnected))
      if (const Queues queues = queues_of(socket); !is_closed(socket.is) || queues.timer_s > 0)
        now[queues.peer] = queues;
  std::map<std::string, Queues>& known = queues_[who];
  for (const auto& [peer, queues] : known)
    if (!now.contains(peer)) recorder_.add(who, Queues{.own = queues.own, .peer = peer});
  for (const auto& [peer, queues] : now)
    if (!known.contains(peer) || known[peer] != queues) recorder_.add(who, queues);
  known = std::move(now);
}

Stepping::Seen Stepping::seen() const {
  std::vector<std::uint64_t> held;
  for (const Event& event : wire_.held()) held.push_back(packet_in(event).id);
  std::vector<std::uint64_t> logged;
  for (const ProbeLogFile* log : logs_) logged.push_back(log->size());
  return {recorder_.size(), logged, held};
}

std::string Stepping::snapshot() const {
  Recorder now = recorder_;
  for (std::size_t i = 0; i < logs_.size(); ++i) add_calls(now, static_cast<Actor>(i), *logs_[i]);
  for (const auto& events : {wire_.held(), wire_.underway()})
    for (Event event : events) {
      packet_in(event).fate = Fate::underway;
      now.add(std::move(event));
    }
  std::ostringstream text;
  write_ndjson(text, now.take());
  text << '\n';
  return text.str();
}

}  // namespace stickylab
