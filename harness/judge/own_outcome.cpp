#include "judge/own_outcome.hpp"

#include <signal.h>

#include <algorithm>
#include <array>

#include "recording/names.hpp"

namespace stickylab {
namespace {

bool is_played_read(const CallReturned& call) {
  return call.what.call == Call::recv && call.result > 0;
}

/// Follows the events of a run from client to client.
class Chapters {
 public:
  explicit Chapters(const OwnCast& cast) : cast_(cast) {}

  void take(const Event& event) {
    if (begins(event)) outcomes_.emplace_back();
    if (!outcomes_.empty()) {
      add(outcomes_.back(), event);
    } else if (const auto* output = std::get_if<Output>(&event.data)) {
      before_ += output->bytes;
    }
    if (std::holds_alternative<Stopped>(event.data) && outcomes_.size() == 1)
      outcomes_.front().server_errors.insert(0, before_);
  }
  std::vector<OwnOutcome> outcomes() {
    for (OwnOutcome& outcome : outcomes_)
      for (const auto& [number, said] : outcome.said) outcome.replies += said.replies;
    return std::move(outcomes_);
  }

 private:
  const OwnCast::Client* next() const {
    return outcomes_.size() < cast_.clients.size() ? &cast_.clients[outcomes_.size()] : nullptr;
  }

  /// A program begins as it starts; one that is played, with its connection; a run that was stopped
  /// before that is told as an outcome of the first.
  bool begins(const Event& event) const {
    if (next() == nullptr) return false;
    if (std::holds_alternative<Stopped>(event.data)) return outcomes_.empty();
    const bool starts = std::holds_alternative<ProcessStarted>(event.data) ||
                        std::holds_alternative<CallReturned>(event.data);
    return event.who == next()->client && starts;
  }

  void add(OwnOutcome& outcome, const Event& event) const {
    const OwnCast::Client& own = cast_.clients[outcomes_.size() - 1];
    const bool server = event.who == cast_.server;
    if (const auto* output = std::get_if<Output>(&event.data)) {
      if (server) (output->error ? outcome.server_errors : outcome.server_output) += output->bytes;
      if (event.who == own.client)
        (output->error ? outcome.client_errors : outcome.client_output) += output->bytes;
      if (own.check && event.who == *own.check && !output->error)
        outcome.check_output += output->bytes;
    } else if (const auto* exited = std::get_if<ProcessExited>(&event.data)) {
      if (event.who == own.client) outcome.client = ending_of(*exited);
      if (server && !exited->stopped) outcome.server = ending_of(*exited);
    } else if (const auto* passed = std::get_if<Relayed>(&event.data)) {
      Said& said = outcome.said[passed->connection];
      (server ? said.replies : said.requests) += passed->bytes;
    } else if (const auto* call = std::get_if<CallReturned>(&event.data)) {
      if (event.who == own.client && is_played_read(*call)) outcome.replies += call->bytes;
    } else if (const auto* stopped = std::get_if<Stopped>(&event.data)) {
      if (stopped->why != Stop::over) outcome.stopped = *stopped;
      outcome.busy = stopped->detail == kBusyServer;
    }
  }

  const OwnCast& cast_;
  std::string before_;  ///< what the server printed before the first client
  std::vector<OwnOutcome> outcomes_;
};

std::optional<OwnDifference> stop_of(const OwnOutcome& seen) {
  if (!seen.stopped) return std::nullopt;
  const Stop why = seen.stopped->why;
  const Unlike what = is_excess(why)                                   ? Unlike::limit
                      : why == Stop::deadline || why == Stop::deadlock ? Unlike::hang
                                                                       : Unlike::not_run;
  return OwnDifference{what, "", seen.stopped->detail};
}

std::string exit_text(const std::optional<Ending>& ending) {
  if (!ending || ending->how == Ending::How::never_started) return "";
  return (ending->how == Ending::How::exited ? "exit " : "signal ") + std::to_string(ending->code);
}

/// What is compared, in the order in which a difference is told: what a user sees first.
std::vector<OwnDifference> respects(const OwnOutcome& meant, const OwnOutcome& seen,
                                    const Counting& counting) {
  std::vector<OwnDifference> all;
  const auto add = [&](Unlike what, const std::string& a, const std::string& b) {
    all.push_back({what, counting.of(a), counting.of(b)});
  };
  const auto add_exit = [&](Unlike what, const auto& a, const auto& b) {
    all.push_back({what, exit_text(a), exit_text(b)});
  };
  if (counting.judges_client()) {
    add(Unlike::client_output, meant.client_output, seen.client_output);
    add_exit(Unlike::client_exit, meant.client, seen.client);
  }
  if (counting.judges_server()) add(Unlike::server_output, meant.server_output, seen.server_output);
  if (seen.server) add_exit(Unlike::server_exit, meant.server, seen.server);
  add(Unlike::replies, meant.replies, seen.replies);
  add(Unlike::check_output, meant.check_output, seen.check_output);
  return all;
}

bool is_signaled(const std::optional<Ending>& ending) {
  return ending && ending->how == Ending::How::signaled;
}

/// What is wrong with the server whatever is compared.
std::optional<OwnDifference> crash_of(const OwnOutcome& meant, const OwnOutcome& seen) {
  if (is_signaled(seen.server) && !is_signaled(meant.server))
    return OwnDifference{Unlike::crash, exit_text(meant.server), exit_text(seen.server)};
  if (seen.busy && !meant.busy) return OwnDifference{Unlike::busy, "", ""};
  return std::nullopt;
}

}  // namespace

std::vector<OwnOutcome> own_outcomes_of(const Recording& recording, const OwnCast& cast) {
  Chapters chapters(cast);
  for (const Event& event : recording.events) chapters.take(event);
  return chapters.outcomes();
}

Sizes sizes_of(const Recording& relayed, const OwnCast& cast, std::optional<int> connection) {
  std::map<int, Sizes> all;
  for (const Event& event : relayed.events)
    if (const auto* passed = std::get_if<Relayed>(&event.data)) {
      Sizes& sizes = all[passed->connection];
      (event.who == cast.server ? sizes.replies : sizes.stream) += passed->bytes.size();
    }
  Sizes most{.connections = static_cast<int>(all.size())};
  for (const auto& [number, sizes] : all) {
    if (connection && number != *connection) continue;
    most.stream = std::max(most.stream, sizes.stream);
    most.replies = std::max(most.replies, sizes.replies);
  }
  return most;
}

std::string_view unlike_name(Unlike unlike) {
  constexpr std::array<std::string_view, 12> kNames = {
      "client-output", "client-exit", "replies", "server-output", "server-exit", "check-output",
      "crash",         "busy",        "hang",    "limit",         "not-run",     "silent-end"};
  return name_in(kNames, unlike);
}

OwnOutcome meant_by(OwnOutcome uncut, const Counting& counting) {
  if (counting.expected)
    (counting.judges_client() ? uncut.client_output : uncut.server_output) = *counting.expected;
  return uncut;
}

bool says_nothing(const OwnOutcome& meant, const Counting& counting) {
  const std::vector<OwnDifference> all = respects(meant, meant, counting);
  return std::all_of(all.begin(), all.end(), [](const OwnDifference& one) {
    const bool is_end = one.what == Unlike::client_exit || one.what == Unlike::server_exit;
    return is_end || one.meant.empty();
  });
}

std::optional<OwnDifference> unlike(const OwnOutcome& meant, const OwnOutcome& seen,
                                    const Counting& counting) {
  if (auto stopped = stop_of(seen)) return stopped;
  if (auto crashed = crash_of(meant, seen)) return crashed;
  for (OwnDifference& respect : respects(meant, seen, counting))
    if (respect.meant != respect.seen) return std::move(respect);
  return std::nullopt;
}

std::optional<Conversation> conversation_of(const Recording& relayed, const OwnCast& cast) {
  Conversation all;
  all.requests.patient = all.replies.patient = false;
  const auto add = [](Stream& own, const Stream& other, const std::string& bytes) {
    const std::size_t heard = own.turns.empty() ? 0 : own.turns.back().replies;
    if (other.bytes.size() > heard) own.turns.push_back({own.bytes.size(), other.bytes.size()});
    own.bytes += bytes;
  };
  for (const Event& event : relayed.events) {
    const auto* passed = std::get_if<Relayed>(&event.data);
    if (passed == nullptr) continue;
    if (passed->connection != 1) return std::nullopt;
    if (event.who == cast.server)
      add(all.replies, all.requests, passed->bytes);
    else
      add(all.requests, all.replies, passed->bytes);
  }
  all.requests.replies = all.replies.bytes;
  all.replies.replies = all.requests.bytes;
  return all;
}

std::optional<OwnDifference> unlike_cut_off(const OwnOutcome& meant, const OwnOutcome& seen,
                                            const Counting& counting, bool of_client, bool strict) {
  if (seen.stopped && seen.stopped->why != Stop::silence) return stop_of(seen);
  if (auto crashed = crash_of(meant, seen)) return crashed;
  const bool killed = of_client && is_signaled(seen.client) && seen.client.code != SIGPIPE;
  if (killed)
    return OwnDifference{Unlike::client_exit, exit_text(meant.client), exit_text(seen.client)};
  const std::optional<Ending> own = of_client ? std::optional(seen.client) : seen.server;
  const bool content = own && own->how == Ending::How::exited && own->code == 0;
  const bool whole = of_client
                         ? counting.of(seen.client_output) == counting.of(meant.client_output)
                         : counting.of(seen.server_output) == counting.of(meant.server_output);
  if (strict && content && !whole)
    return OwnDifference{Unlike::silent_end,
                         counting.of(of_client ? meant.client_output : meant.server_output),
                         counting.of(of_client ? seen.client_output : seen.server_output)};
  return std::nullopt;
}

}  // namespace stickylab
