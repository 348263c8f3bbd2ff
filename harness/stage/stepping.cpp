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
#include "stage/process/waiting.hpp"
#include "stage/socket/address.hpp"

namespace stickylab {
namespace {

constexpr std::uint64_t kLookMs = 20;  // for eyes
constexpr int kSettled = 5;            // looks
constexpr int kRarely = 25;

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
  const inet_diag_msg& is = socket.is;
  const std::uint32_t written = bytes_of(is.idiag_wqueue, state_of(is), kFinUnacked);
  Queues queues{.own = endpoint_text(is.idiag_family, is.id.idiag_src, ntohs(is.id.idiag_sport)),
                .peer = endpoint_text(is.idiag_family, is.id.idiag_dst, ntohs(is.id.idiag_dport)),
                .unread = bytes_of(is.idiag_rqueue, state_of(is), kFinArrived),
                .unsent = bytes_of(socket.unsent, state_of(is), kFinUnacked),
                .segments = socket.out,
                .flying = socket.flying,
                .cwnd = socket.cwnd,
                .mss = socket.mss,
                .window = socket.window};
  queues.unacked = written - queues.unsent;
  queues.fin = is.idiag_wqueue > 0 && socket.unsent == 0 && (bit(state_of(is)) & kFinUnacked) != 0;
  if (is.idiag_timer == kRetransmission || is.idiag_timer == kProbe) {
    queues.timer_s = (is.idiag_expires + 999) / 1000;
    queues.tries = is.idiag_retrans;
  }
  return queues;
}

Queues datagrams_of(const SockDiag::Socket& socket) {
  const inet_diag_msg& is = socket.is;
  return {.own = endpoint_text(is.idiag_family, is.id.idiag_src, ntohs(is.id.idiag_sport)),
          .peer = endpoint_text(is.idiag_family, is.id.idiag_dst, ntohs(is.id.idiag_dport)),
          .memory = is.idiag_rqueue};
}

Wire& wire_of(Stage& stage) {
  if (stage.wire() == nullptr) throw std::logic_error("this stage has no wire that can be held");
  return *stage.wire();
}

}  // namespace

Stepping::Stepping(Loop& loop, Recorder& recorder, Stage& stage, int person, Programs programs)
    : recorder_(recorder),
      wire_(wire_of(stage)),
      person_(person),
      programs_(std::move(programs)),
      commands_(loop, person, [this] { obey(); }),
      timer_(loop, kLookMs, kLookMs, [this] { look(); }) {
  waiting_.resize(programs_.size());
  for (std::size_t i = 0; i < programs_.size(); ++i)
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
  quiet_ = seen() == looked_ ? quiet_ + 1 : 0;
  if (quiet_ <= kSettled || quiet_ % kRarely == 0) ask_kernels();
  looked_ = seen();
  int untaken = 0;
  if (looked_ == sent_) return;
  ioctl(person_, SIOCOUTQ, &untaken);
  if (untaken > 0) return;
  sent_ = looked_;
  tell(person_, snapshot());
}

void Stepping::ask_kernels() {
  for (const auto& [who, diag] : kernels_) look_at_queues(who, diag);
  for (std::size_t i = 0; i < programs_.size(); ++i) look_at_program(i);
}

/// The time before the question is the event's: a call that begins or ends meanwhile comes after.
void Stepping::look_at_program(std::size_t which) {
  const Running& program = *programs_[which];
  if (!program.runs()) return;
  const std::uint64_t called = program.log().size();
  const std::int64_t time_ns = Recorder::now_ns() - recorder_.start_ns();
  std::pair now(waiting_of(program.pid()), called);
  if (now == waiting_[which]) return;
  waiting_[which] = now;
  recorder_.add({.time_ns = time_ns, .seq = 0, .who = program.actor(), .data = now.first});
}

void Stepping::look_at_queues(Actor who, const SockDiag& diag) {
  std::map<Ends, Queues> now;
  for (const std::uint8_t family : {AF_INET, AF_INET6})
    for (const SockDiag::Socket& socket : diag.all(family, kConnected))
      if (const Queues queues = queues_of(socket); !is_closed(socket.is) || queues.timer_s > 0)
        now[{queues.own, queues.peer}] = queues;
  for (const SockDiag::Socket& socket : diag.all_udp()) {
    const Queues queues = datagrams_of(socket);
    now[{queues.own, queues.peer}] = queues;
  }
  std::map<Ends, Queues>& known = queues_[who];
  for (const auto& [ends, queues] : known)
    if (!now.contains(ends)) recorder_.add(who, Queues{.own = queues.own, .peer = queues.peer});
  for (const auto& [ends, queues] : now)
    if (!known.contains(ends) || known[ends] != queues) recorder_.add(who, queues);
  known = std::move(now);
}

Stepping::Seen Stepping::seen() const {
  std::vector<std::uint64_t> held;
  for (const Event& event : wire_.held()) held.push_back(packet_in(event).id);
  std::vector<std::uint64_t> logged;
  for (const Running* program : programs_) logged.push_back(program->log().size());
  return {recorder_.size(), logged, held};
}

std::string Stepping::snapshot() const {
  Recorder now = recorder_;
  for (const Running* program : programs_) add_calls(now, program->actor(), program->log());
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
