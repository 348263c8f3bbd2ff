#include "show/now.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <map>

#include "lanes/lanes.hpp"

namespace stickylab {
namespace {

/// Ignores delays that a person caused: if pace is the only fault, the messages decide.
Observation without_pace(const Meant& meant, Observation seen) {
  const bool paced = seen.verdict == Verdict::stalled || seen.reason == Reason::gate_not_seen ||
                     seen.reason == Reason::between_thresholds;
  if (!paced) return seen;
  seen.verdict = classify(meant.messages, seen.messages);
  seen.reason = Reason::none;
  return seen;
}

bool in_another_order(const Meant& meant, const Observation& seen) {
  return seen.verdict == Verdict::garbled &&
         std::is_permutation(meant.messages.begin(), meant.messages.end(), seen.messages.begin(),
                             seen.messages.end());
}

bool is_held(const Row& row) {
  const auto* packet = std::get_if<PacketRow>(&row.what);
  return packet && packet_of(*packet->event)->fate == Fate::underway &&
         packet_of(*packet->event)->held;
}

/// That a person took their time is no gap to wonder at.
bool is_pause(Row& row) {
  auto* gap = std::get_if<GapRow>(&row.what);
  if (!gap) return false;
  std::erase_if(gap->causes, [](const Cause& cause) {
    return cause.what == Cause::What::kept_back || cause.what == Cause::What::crossing ||
           cause.what == Cause::What::resending;
  });
  return gap->causes.empty();
}

void follow(const CallReturned& call, EndNow& end) {
  const SocketCall& what = call.what;
  end.doing = {.what = Doing::What::elsewhere};
  if (what.call != Call::setsockopt) return;
  if (what.level == SOL_SOCKET && what.option == SO_RCVLOWAT && what.value > 1)
    end.doing = {.what = Doing::What::busy, .until = what.value};
  if (what.level != IPPROTO_TCP) return;
  if (what.option == TCP_CORK) end.corked = what.value != 0;
  if (what.option == TCP_NODELAY) end.nodelay = what.value != 0;
}

EndNow end_of(const Trace& trace, Actor who) {
  EndNow end;
  std::map<std::string, Queues> queues;
  for (const Event& event : trace.events()) {
    if (event.who != who) continue;
    if (std::holds_alternative<ProcessStarted>(event.data)) end.doing.what = Doing::What::elsewhere;
    if (const auto* call = std::get_if<CallEntered>(&event.data)) {
      const bool peeks = is_read(call->what.call) && (call->what.flags & MSG_PEEK) != 0;
      end.doing = {.what = peeks ? Doing::What::peeks : Doing::What::in_call, .call = call->what};
    }
    if (const auto* call = std::get_if<CallReturned>(&event.data)) follow(*call, end);
    if (const auto* now = std::get_if<Queues>(&event.data)) queues[now->peer] = *now;
    if (std::holds_alternative<ProcessExited>(event.data)) end.doing.what = Doing::What::ended;
  }
  for (const auto& [peer, now] : queues) end.queues.push_back(now);
  return end;
}

/// Bytes that have come to an end out of order: those, and the first that are missing before them.
void find_missing(const Trace& trace, Actor who, EndNow& end) {
  std::map<Way, std::vector<Span>> arrived;  // by the way
  for (const Event& event : trace.events()) {
    const auto* segment = std::get_if<Segment>(&event.data);
    if (segment && segment->packet.from != who && segment->packet.fate == Fate::delivered &&
        !segment->packet.payload.empty())
      arrived[segment->packet.way].push_back(span_of(*segment));
  }
  for (auto& [way, spans] : arrived) {
    std::sort(spans.begin(), spans.end(),
              [](const Span& a, const Span& b) { return a.from < b.from; });
    std::int64_t in_order = 0;
    for (const Span& span : spans) {
      if (end.kept && span.from > end.kept->to) break;
      if (end.kept) {
        end.kept->to = std::max(end.kept->to, span.to);
      } else if (span.from > in_order) {
        end.kept = span;
        end.missing = Span{in_order, span.from};
      } else {
        in_order = std::max(in_order, span.to);
      }
    }
    if (end.kept) return;
  }
}

/// Packets that went on are held no more: here every packet was. Counts those that were let
/// through.
Recording let_go(Recording so_far, int& let_through) {
  for (Event& event : so_far.events) {
    auto* segment = std::get_if<Segment>(&event.data);
    auto* datagram = std::get_if<Datagram>(&event.data);
    Packet* packet = segment ? &segment->packet : datagram ? &datagram->packet : nullptr;
    if (!packet || packet->fate == Fate::underway) continue;
    if (packet->held && packet->fate == Fate::delivered) ++let_through;
    packet->held = false;
  }
  return so_far;
}

}  // namespace

Now::Now(const Lab& lab, Recording so_far, bool has_ended)
    : trace_(let_go(std::move(so_far), let_through_)),
      seen_(without_pace(lab.meant, observe(lab.meant, trace_))),
      reordered_(in_another_order(lab.meant, seen_)),
      has_ended_(has_ended) {
  for (Row& row : shown_rows(trace_, seen_, View{})) {
    if (is_held(row)) held_.push_back(row);
    const bool waits = std::holds_alternative<WaitingRow>(row.what) && !has_ended_;
    if (!waits && !is_pause(row)) past_.push_back(row);
  }
  sender_ = end_of(trace_, kSender);
  receiver_ = end_of(trace_, kReceiver);
  find_missing(trace_, kSender, sender_);
  find_missing(trace_, kReceiver, receiver_);
}

}  // namespace stickylab
