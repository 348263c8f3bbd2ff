#include "show/now.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <map>
#include <set>

#include "lanes/lanes.hpp"

namespace stickylab {
namespace {

bool is_by_time(const Meant& meant) { return meant.pace && meant.pace->by == Pace::By::time_ms; }

/// Ignores delays that a person caused: if pace is the only fault, the messages decide. How many
/// reads there were is no pace.
Observation without_pace(const Meant& meant, Observation seen) {
  const bool late = seen.verdict == Verdict::stalled || seen.reason == Reason::between_thresholds;
  if (!(late && is_by_time(meant)) && seen.reason != Reason::gate_not_seen) return seen;
  seen.verdict = classify(meant.messages, seen.messages);
  seen.reason = Reason::none;
  return seen;
}

/// Counts the packets whose bytes TCP had held back for one reason.
int held_for(const Trace& trace, Cause::What what) {
  std::set<const Event*> carriers;
  for (const Waits::Held& held : trace.waits().held())
    if (held.who == kSender && held.what == what) carriers.insert(held.carrier);
  return static_cast<int>(carriers.size());
}

std::optional<PaceFact> pace_fact_of(const Meant& meant, const Trace& trace,
                                     const Observation& seen) {
  const int exchanges = static_cast<int>(seen.exchanges_ms.size());
  if (!is_by_time(meant) || exchanges == 0) return std::nullopt;
  for (const Cause::What what : {Cause::What::nagle, Cause::What::cork})
    if (const int times = held_for(trace, what); times > 0 && times <= exchanges)
      return PaceFact{what, times, exchanges};
  return std::nullopt;
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
           cause.what == Cause::What::late || cause.what == Cause::What::resending;
  });
  return gap->causes.empty();
}

void follow(const CallReturned& call, EndNow& end) {
  const SocketCall& what = call.what;
  end.doing = {.what = Doing::What::elsewhere};
  if (what.call != Call::setsockopt) return;
  if (what.level == SOL_SOCKET && what.option == SO_RCVLOWAT && what.value > 1)
    end.doing = {.what = Doing::What::busy, .until = what.value};
}

/// A call that the probe has seen says more.
void follow(const WaitsIn& waiting, EndNow& end) {
  using What = Doing::What;
  const bool by_kernel = end.doing.what == What::elsewhere || end.doing.what == What::waits ||
                         end.doing.what == What::unseen;
  if (!by_kernel) return;
  if (!waiting.call.empty()) end.doing = {.what = What::waits, .waiting = waiting};
  if (waiting.call.empty() && end.doing.what == What::waits) end.doing = {.what = What::elsewhere};
}

/// The options of each socket of a program, by its number; those of one that has not been used
/// before are those of the socket that accepted it.
std::map<std::uint64_t, TcpOptions> options_of(const Trace& trace, Actor who) {
  std::map<std::uint64_t, TcpOptions> options;
  for (const Event& event : trace.events()) {
    const auto* call = std::get_if<CallReturned>(&event.data);
    if (event.who != who || !call || call->result < 0) continue;
    options[call->what.socket].follow(call->what);
    if (call->what.made != 0) options[call->what.made] = options[call->what.socket];
  }
  return options;
}

/// The number of the socket at that end of a connection; 0 if no call of it was seen.
std::uint64_t socket_of(const Trace& trace, const Queues& queues) {
  std::uint64_t socket = 0;
  for (const Connection& one : trace.connections().all())
    for (const auto& [own, peer] :
         {std::pair(&one.opener, &one.acceptor), std::pair(&one.acceptor, &one.opener)})
      if (own->address == queues.own && peer->address == queues.peer) socket = own->socket;
  return socket;
}

/// Calls of a program did not fit into its log.
bool has_dropped(const Trace& trace, Actor who) {
  return std::any_of(trace.events().begin(), trace.events().end(), [&](const Event& event) {
    return event.who == who && std::holds_alternative<Dropped>(event.data);
  });
}

bool covers(const Segment& segment, std::int64_t number) {
  const std::int64_t fin = (segment.flags & kFin) != 0 ? 1 : 0;
  return segment.seq <= number && number < segment.seq + std::ssize(segment.packet.payload) + fin;
}

/// Whether the wire lost the last packet with the first number that is not acknowledged; or an ACK
/// of it.
bool is_lost(const Trace& trace, const Queues& queues) {
  const Way way{queues.own, queues.peer};
  std::int64_t first = 0;
  for (const Event& event : trace.events())
    if (const auto* segment = std::get_if<Segment>(&event.data);
        segment && segment->packet.way == way.back() && segment->packet.fate == Fate::delivered)
      first = std::max(first, segment->ack);
  bool lost = false;
  for (const Event& event : trace.events()) {
    const auto* segment = std::get_if<Segment>(&event.data);
    if (!segment) continue;
    if (segment->packet.way == way && covers(*segment, first))
      lost = segment->packet.fate == Fate::lost;
    if (segment->packet.way == way.back() && segment->ack > first)
      lost = segment->packet.fate == Fate::lost;
  }
  return lost;
}

void find_reasons(const Trace& trace, Actor who, EndNow& end) {
  const auto options = options_of(trace, who);
  for (QueuesNow& queues : end.queues) {
    const Queues& is = queues.is;
    queues.lost = (is.unacked > 0 || is.fin) && is_lost(trace, is);
    if (is.unsent == 0) continue;
    const auto known = options.find(socket_of(trace, is));
    std::optional<TcpOptions> set;
    if (known != options.end() && known->first != 0 && !has_dropped(trace, who))
      set = known->second;
    queues.kept = kept_by({is.unsent, is.unacked, is.flying, is.cwnd, is.window, is.mss}, set);
  }
}

/// The numbers of the datagrams that a program has read; a read of 0 is one that has none.
std::vector<int> read_datagrams(const Trace& trace, Actor who) {
  std::vector<int> numbers;
  for (const Event& event : trace.events()) {
    const auto* call = std::get_if<CallReturned>(&event.data);
    if (event.who != who || !call || !call->what.datagram || !is_read(call->what.call)) continue;
    if (call->result < 0 || (call->what.flags & MSG_PEEK) != 0) continue;
    const std::vector<int> of = trace.streams().packets_of(event);
    numbers.push_back(of.size() == 1 ? of.front() : 0);
  }
  return numbers;
}

/// What has arrived and was not read, if the wire and the calls agree on it.
std::optional<std::int64_t> unread_bytes(const Trace& trace, Actor who,
                                         const std::vector<int>& read) {
  std::int64_t bytes = 0;
  for (const Event& event : trace.events()) {
    const auto* datagram = std::get_if<Datagram>(&event.data);
    if (!datagram || datagram->packet.from == who || datagram->packet.fate != Fate::delivered)
      continue;
    const int number = trace.streams().number_of(event);
    if (number == 0 || datagram->more_fragments || datagram->offset > 0) return std::nullopt;
    if (std::find(read.begin(), read.end(), number) == read.end())
      bytes += std::ssize(datagram->packet.payload);
  }
  const bool all_known = std::find(read.begin(), read.end(), 0) == read.end();
  return all_known ? std::optional(bytes) : std::nullopt;
}

/// That there are some is the kernel's word; the wire and the calls tell how many.
std::optional<Datagrams> datagrams_of(const Trace& trace, Actor who, const EndNow& end) {
  if (std::none_of(end.queues.begin(), end.queues.end(),
                   [](const QueuesNow& queues) { return queues.is.memory > 0; }))
    return std::nullopt;
  const auto arrived =
      std::count_if(trace.events().begin(), trace.events().end(), [&](const Event& event) {
        const auto* datagram = std::get_if<Datagram>(&event.data);
        return datagram && datagram->packet.from != who && datagram->offset == 0 &&
               datagram->packet.fate == Fate::delivered;
      });
  const std::vector<int> read = read_datagrams(trace, who);
  const auto count = static_cast<int>(arrived - std::ssize(read));
  if (count <= 0) return Datagrams{};
  return Datagrams{count, unread_bytes(trace, who, read)};
}

EndNow end_of(const Trace& trace, Actor who) {
  EndNow end;
  std::map<std::pair<std::string, std::string>, Queues> queues;
  for (const Event& event : trace.events()) {
    if (event.who != who) continue;
    if (std::holds_alternative<ProcessStarted>(event.data)) end.doing.what = Doing::What::unseen;
    if (const auto* call = std::get_if<CallEntered>(&event.data)) {
      const bool peeks = is_read(call->what.call) && (call->what.flags & MSG_PEEK) != 0;
      end.doing = {.what = peeks ? Doing::What::peeks : Doing::What::in_call, .call = call->what};
    }
    if (const auto* call = std::get_if<CallReturned>(&event.data)) follow(*call, end);
    if (const auto* waiting = std::get_if<WaitsIn>(&event.data)) follow(*waiting, end);
    if (const auto* now = std::get_if<Queues>(&event.data)) queues[{now->own, now->peer}] = *now;
    if (std::holds_alternative<ProcessExited>(event.data)) end.doing.what = Doing::What::ended;
  }
  if (has_dropped(trace, who) && end.doing.what != Doing::What::ended)
    end.doing.what = Doing::What::unseen;
  for (const auto& [ends, now] : queues) end.queues.push_back({now});
  find_reasons(trace, who, end);
  end.datagrams = datagrams_of(trace, who, end);
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
    Packet* packet = packet_of(event);
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
      pace_fact_(pace_fact_of(lab.meant, trace_, seen_)),
      reordered_(in_another_order(lab.meant, seen_)),
      has_ended_(has_ended) {
  for (Row& row : shown_rows(trace_, seen_, View{})) {
    if (is_held(row)) held_.push_back(row);
    const bool waits = std::holds_alternative<WaitingRow>(row.what) && !has_ended_;
    if (!waits && !is_pause(row)) past_.push_back(row);
  }
  for (const Event& event : trace_.events())
    if (const Packet* packet = packet_of(event); packet && packet->fate == Fate::underway)
      wire_is_empty_ = false;
  sender_ = end_of(trace_, kSender);
  receiver_ = end_of(trace_, kReceiver);
  find_missing(trace_, kSender, sender_);
  find_missing(trace_, kReceiver, receiver_);
}

}  // namespace stickylab
