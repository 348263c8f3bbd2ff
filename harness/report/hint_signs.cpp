#include "report/hint_signs.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

#include "trace/printed.hpp"

namespace stickylab {
namespace {

struct Place {
  std::size_t from = 0;
  std::size_t to = 0;
};

/// The places of the messages that were meant, in order; empty if one is not there as it stands.
std::vector<Place> places_of_messages(const Trial& trial) {
  std::vector<Place> places;
  std::size_t from = 0;
  for (const std::string& message : trial.lab->meant.messages) {
    const std::size_t at = trial.stream.bytes.find(message, from);
    if (message.empty() || at == std::string::npos) return {};
    places.push_back({at, from = at + message.size()});
  }
  return places;
}

std::string base_128(std::size_t number) {
  std::string bytes;
  for (; number > 127; number >>= 7) bytes += static_cast<char>((number & 127) | 128);
  return bytes + static_cast<char>(number);
}

bool ends_with_length(std::string_view header, std::size_t length) {
  for (const std::size_t size : {2, 4}) {
    std::string little;
    for (std::size_t i = 0; i < size; ++i) little += static_cast<char>(length >> (8 * i) & 255);
    const std::string big(little.rbegin(), little.rend());
    if (header.ends_with(big) || header.ends_with(little)) return true;
  }
  return length > 127 && header.ends_with(base_128(length));
}

/// True if the receiver stopped inside these bytes of the stream, and did not ask for just the rest
/// of them next: one that asks has seen that they are not whole. True also if no read was seen.
bool misreads(const Trace& trace, std::size_t from, std::size_t to) {
  const auto& reads = trace.calls(kReceiver).reads;
  std::size_t at = 0;
  for (const Returned& read : reads) {
    if (from < at && at < to) return read.call->what.length != to - at;
    at += static_cast<std::size_t>(read.call->result);
  }
  return reads.empty() || (from < at && at < to);
}

/// Two bytes that are no text and stand behind each message, the last one too; else empty.
std::string end_of_messages(const Trial& trial) {
  const std::string& bytes = trial.stream.bytes;
  const std::vector<Place> places = places_of_messages(trial);
  if (places.size() < 2) return "";
  const std::string end = bytes.substr(places[0].to, 2);
  const bool everywhere = std::all_of(places.begin(), places.end(), [&](const Place& place) {
    return bytes.compare(place.to, 2, end) == 0;
  });
  const bool control =
      std::all_of(end.begin(), end.end(), [](unsigned char c) { return c < 0x20; });
  return everywhere && control && end.size() == 2 ? end : "";
}

template <class Predicate>
bool any_read(const Trace& trace, Actor who, const Predicate& holds) {
  const auto& reads = trace.calls(who).reads;
  return std::any_of(reads.begin(), reads.end(),
                     [&](const Returned& read) { return holds(*read.call); });
}

/// Bytes that were asked for and not brought.
std::uint64_t missing(const std::vector<Returned>& reads, std::size_t i) {
  return reads[i].call->what.length - static_cast<std::uint64_t>(reads[i].call->result);
}

/// True if the read was short, and the next one asked for just the rest.
bool goes_on(const std::vector<Returned>& reads, std::size_t i) {
  return i + 1 < reads.size() && missing(reads, i) > 0 &&
         reads[i + 1].call->what.length == missing(reads, i);
}

/// True if one read brought `first`, and `second` behind it.
bool brings_both(const std::string& read, const std::string& first, const std::string& second) {
  if (first.empty() || second.empty()) return false;
  const std::size_t at = read.find(first);
  return at != std::string::npos && read.find(second, at + first.size()) != std::string::npos;
}

}  // namespace

bool has_read_two(const Trial& trial) {
  const std::vector<std::string>& meant = trial.lab->meant.messages;
  return any_read(trial.failing, kReceiver, [&](const CallReturned& read) {
    for (std::size_t i = 0; i + 1 < meant.size(); ++i)
      if (brings_both(read.bytes, meant[i], meant[i + 1])) return true;
    return false;
  });
}

bool reads_what_comes(const Trial& trial) {
  const auto& reads = trial.failing.calls(kReceiver).reads;
  return !reads.empty() && std::all_of(reads.begin(), reads.end(), [&](const Returned& read) {
    return read.call->what.length >= trial.stream.bytes.size();
  });
}

bool has_short_read(const Trace& trace, Actor who, std::size_t most) {
  const auto& reads = trace.calls(who).reads;
  for (std::size_t i = 0; i < reads.size(); ++i)
    if (reads[i].call->what.length <= most && missing(reads, i) > 0 && !goes_on(reads, i))
      return true;
  return false;
}

bool reads_the_rest(const Trace& trace, Actor who) {
  const auto& reads = trace.calls(who).reads;
  for (std::size_t i = 0; i < reads.size(); ++i)
    if (goes_on(reads, i)) return true;
  return false;
}

std::optional<std::string> cut_delimiter(const Trial& trial) {
  const std::string& bytes = trial.stream.bytes;
  const std::string end = end_of_messages(trial);
  for (const std::size_t cut : trial.failure->schedule.stream.at) {
    if (cut == 0 || cut >= bytes.size()) continue;
    const std::string both = bytes.substr(cut - 1, 2);
    if (both == "\r\n") return both;
    for (const Place& place : places_of_messages(trial))
      if (both == end && cut == place.to + 1) return both;
  }
  return std::nullopt;
}

bool cuts_header(const Trial& trial) {
  const std::vector<std::size_t>& cuts = trial.failure->schedule.stream.at;
  std::size_t from = 0;
  for (const Place& place : places_of_messages(trial)) {
    const auto header = std::string_view(trial.stream.bytes).substr(from, place.from - from);
    const bool cut = std::any_of(cuts.begin(), cuts.end(),
                                 [&](std::size_t at) { return from < at && at < place.from; });
    if (cut && ends_with_length(header, place.to - place.from))
      return misreads(trial.failing, from, place.from);
    from = place.to;
  }
  return false;
}

bool saw_end(const Trace& trace, Actor who) {
  return std::ranges::any_of(trace.calls(who).all, [](const Returned& r) {
    return is_read(r.call->what.call) && r.call->result == 0 && r.call->what.length > 0;
  });
}

bool gave_up_interrupted(const Trace& trace, Actor who) {
  bool interrupted = false;
  for (const Returned& r : trace.calls(who).all)
    if (is_read(r.call->what.call)) interrupted = r.call->error == EINTR;
  // "Interrupted system call", or with a small letter.
  const std::string said = std::generic_category().message(EINTR).substr(1);
  return interrupted || last_line(printed_by(trace, who, true)).find(said) != std::string::npos;
}

bool saw_reset(const Trace& trace, Actor who) {
  return std::ranges::any_of(trace.calls(who).all, [](const Returned& r) {
    return is_read(r.call->what.call) && r.call->error == ECONNRESET;
  });
}

bool takes_length_for_text(const Trial& trial) {
  const auto size = static_cast<std::size_t>(trial.lab->length_bytes.value_or(0));
  const std::vector<std::string>& understood = trial.failure->understood;
  if (size == 0 || understood.empty() || trial.stream.bytes.size() < size) return false;
  std::uint64_t length = 0;
  for (const char byte : trial.stream.bytes.substr(0, size))
    length = length << 8 | static_cast<unsigned char>(byte);
  return length == trial.lab->meant.messages.front().size() &&
         understood.front().starts_with(trial.stream.bytes.substr(0, size));
}

std::optional<std::string> listens_elsewhere(const Trial& trial) {
  std::uint64_t socket = 0;
  std::string address;
  bool too_late = false;
  bool taken = false;
  for (const Event& event : trial.failing.events()) {
    if (const auto* stopped = std::get_if<Stopped>(&event.data))
      too_late = stopped->why == Stop::not_ready;
    const auto* returned = std::get_if<CallReturned>(&event.data);
    if (returned == nullptr || event.who != kReceiver || returned->what.datagram) continue;
    const SocketCall& call = returned->what;
    if (call.call == Call::close && call.socket == socket) address.clear();
    taken = taken || (call.call == Call::accept && returned->result >= 0);
    if (call.call != Call::listen || returned->result != 0) continue;
    socket = call.socket;
    address = call.own;
  }
  // Its port is open then, but on its own host alone, and nobody comes there.
  const bool alone = trial.failing.info().net == Net::two_hosts && address.starts_with("127.");
  const bool ended = trial.failure->ending.how != Ending::How::stopped;
  if (ended || address.empty() || !(too_late || (alone && !taken))) return std::nullopt;
  return address;
}

bool sends_other_messages(const Trial& trial) {
  const auto is_sent = [&](const std::string& text) {
    return !text.empty() && trial.stream.bytes.find(text) != std::string::npos;
  };
  const std::vector<std::string>& understood = trial.failure->understood;
  const std::vector<std::string>& meant = trial.lab->meant.messages;
  return !understood.empty() && std::all_of(understood.begin(), understood.end(), is_sent) &&
         std::none_of(meant.begin(), meant.end(), is_sent);
}

bool spins_at_the_end(const Trace& trace) {
  constexpr int kOverAndOver = 100;
  int ends = 0;
  for (const Returned& returned : trace.calls(kReceiver).all) {
    const CallReturned& call = *returned.call;
    if (is_read(call.what.call) && !call.what.datagram && call.what.length > 0 &&
        call.result == 0 && ++ends == kOverAndOver)
      return true;
  }
  return false;
}

std::optional<std::int64_t> unread_at_close(const Trace& trace) {
  std::uint64_t connection = 0;
  for (const Returned& returned : trace.calls(kReceiver).all) {
    const SocketCall& call = returned.call->what;
    if (call.call == Call::accept && call.made != 0) connection = call.made;
    if (call.call == Call::close && connection != 0 && call.socket == connection)
      return std::max<std::int64_t>(call.queued, 0);
  }
  return std::nullopt;
}

bool has_read_a_turn(const Trial& trial) {
  const Stream& stream = trial.stream;
  std::vector<std::size_t> ends;
  for (const Turn& turn : stream.turns) ends.push_back(turn.replies);
  ends.push_back(stream.replies.size());
  std::size_t from = 0;
  for (const std::size_t to : ends) {
    const std::string replies = stream.replies.substr(from, to - from);
    if (replies.size() > 1 && any_read(trial.failing, kSender, [&](const CallReturned& read) {
          return read.bytes == replies;
        }))
      return true;
    from = to;
  }
  return false;
}

}  // namespace stickylab
