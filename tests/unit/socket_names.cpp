// Sockets that the kernel did not name: recordings of stickylab/recording/1, and by hand.
#include "recording/socket_names.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "recording/recording.hpp"

using namespace stickylab;

namespace {

/// As the earlier version wrote it.
std::string old_text(const std::string& name) {
  std::ifstream in(std::filesystem::path(STICKYLAB_RECORDINGS) / name);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

Recording read(const std::string& text) {
  std::istringstream in(text);
  return read_ndjson(in);
}

std::vector<CallReturned> returned(const Recording& recording, Actor who) {
  std::vector<CallReturned> calls;
  for (const Event& event : recording.events)
    if (const auto* call = std::get_if<CallReturned>(&event.data); call && event.who == who)
      calls.push_back(*call);
  return calls;
}

/// The sockets of the calls of one kind, in order.
std::vector<std::uint64_t> sockets(const Recording& recording, Actor who, Call kind) {
  std::vector<std::uint64_t> found;
  for (const CallReturned& call : returned(recording, who))
    if (call.what.call == kind) found.push_back(call.what.socket);
  return found;
}

std::vector<std::uint64_t> made(const Recording& recording, Actor who, Call kind) {
  std::vector<std::uint64_t> found;
  for (const CallReturned& call : returned(recording, who))
    if (call.what.call == kind) found.push_back(call.what.made);
  return found;
}

/// Calls of the sender, one a millisecond.
class Calls {
 public:
  Calls& call(int pid, Call call, int fd, std::int64_t result = 0) {
    SocketCall what{.call = call, .pid = pid, .tid = pid, .fd = fd};
    add(CallEntered{what});
    return add(CallReturned{.what = what, .result = result});
  }
  Calls& add(EventData data) {
    const auto seq = events_.size() + 1;
    events_.push_back({std::int64_t(seq) * 1'000'000, seq, kSender, std::move(data)});
    return *this;
  }

  std::optional<std::size_t> name() { return name_sockets(events_); }

  /// Of each call, as it returned: 1 for the first number that was made up, and so on.
  std::vector<std::uint64_t> numbers() {
    std::vector<std::uint64_t> found;
    for (const Event& event : events_)
      if (const auto* call = std::get_if<CallReturned>(&event.data))
        found.push_back(call->what.socket == 0 ? 0 : call->what.socket - kFirstMadeUpSocket + 1);
    return found;
  }

 private:
  std::vector<Event> events_;
};

using Numbers = std::vector<std::uint64_t>;

/// A server that has accepted one connection after another on descriptor 5.
Calls accepted(int connections) {
  Calls calls;
  calls.call(2, Call::socket, -1, 4).call(2, Call::listen, 4);
  for (int i = 0; i < connections; ++i) calls.call(2, Call::accept, 4, 5).call(2, Call::close, 5);
  return calls;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a recording of /1 has the default cast, and sockets with numbers") {
    const Recording recording = read(old_text("two_writes.1.ndjson"));
    CHECK(recording.info.cast == default_cast());
    CHECK_FALSE(has_unnamed_sockets(recording.events));
    const auto listener = made(recording, kReceiver, Call::socket);
    REQUIRE(listener.size() == 1);
    CHECK(sockets(recording, kReceiver, Call::accept) == listener);
    const auto accepted = made(recording, kReceiver, Call::accept);
    CHECK(std::set(accepted.begin(), accepted.end()).size() == 1);
    for (const std::uint64_t socket : sockets(recording, kReceiver, Call::recv))
      CHECK(socket == accepted.front());
    for (const std::uint64_t socket : sockets(recording, kSender, Call::send))
      CHECK(socket == made(recording, kSender, Call::socket).front());
    CHECK(is_made_up(accepted.front()));
    CHECK(accepted.front() != listener.front());
  }

  TEST_CASE("a recording of /1 is written as one of today, and read again the same") {
    const Recording recording = read(old_text("two_writes.1.ndjson"));
    std::ostringstream out;
    write_ndjson(out, recording);
    CHECK(out.str().find("stickylab/recording/2") != std::string::npos);
    CHECK(read(out.str()) == recording);
  }

  TEST_CASE("each child of a forking server has the connection that was accepted for it") {
    const Recording recording = read(old_text("forking_server.1.ndjson"));
    const auto accepted = made(recording, kReceiver, Call::accept);
    REQUIRE(accepted.size() == 2);
    CHECK(sockets(recording, kReceiver, Call::recv) == accepted);
    CHECK(sockets(recording, kReceiver, Call::send) == accepted);
    const auto connected = made(recording, kSender, Call::socket);
    REQUIRE(connected.size() == 2);
    CHECK(connected[0] != connected[1]);
    CHECK(sockets(recording, kSender, Call::connect) == connected);
    CHECK(sockets(recording, kSender, Call::send) == connected);
  }

  TEST_CASE("a descriptor that is closed and used again is another socket") {
    Calls calls;
    calls.call(2, Call::socket, -1, 4).call(2, Call::send, 4, 1).call(2, Call::close, 4);
    calls.call(2, Call::socket, -1, 4).call(2, Call::send, 4, 1);
    CHECK_FALSE(calls.name());
    CHECK(calls.numbers() == Numbers{0, 1, 1, 0, 2});
  }

  TEST_CASE("a descriptor that came from nowhere is a socket of its own, the same at each call") {
    Calls calls;
    calls.call(2, Call::send, 7, 1).call(2, Call::send, 8, 1).call(2, Call::send, 7, 1);
    CHECK_FALSE(calls.name());
    CHECK(calls.numbers() == Numbers{1, 2, 1});
  }

  TEST_CASE("a close that returns late does not close what another thread has opened since") {
    Calls calls;
    SocketCall close{.call = Call::close, .pid = 2, .tid = 2, .fd = 4};
    calls.call(2, Call::socket, -1, 4).add(CallEntered{close});
    const SocketCall socket{.call = Call::socket, .pid = 2, .tid = 3, .fd = -1};
    calls.add(CallEntered{socket}).add(CallReturned{.what = socket, .result = 4});
    calls.add(CallReturned{.what = close}).call(2, Call::send, 4, 1);
    CHECK_FALSE(calls.name());
    CHECK(calls.numbers() == Numbers{0, 0, 1, 2});
  }

  TEST_CASE("a child that comes late takes the connection that nobody has used") {
    Calls calls = accepted(2);  // numbers 2 and 3
    calls.call(9, Call::recv, 5, 1);
    CHECK(calls.name());  // either of the two
    Calls with_a_brother = accepted(1);
    with_a_brother.call(8, Call::recv, 5, 1);
    with_a_brother.call(2, Call::accept, 4, 5).call(2, Call::close, 5).call(9, Call::recv, 5, 1);
    CHECK_FALSE(with_a_brother.name());
    CHECK(with_a_brother.numbers() == Numbers{0, 1, 1, 2, 2, 1, 3, 3});
  }

  TEST_CASE("workers accept on the listening socket that they inherited") {
    Calls calls;
    calls.call(2, Call::socket, -1, 4).call(2, Call::listen, 4);
    calls.call(8, Call::accept, 4, 5).call(9, Call::accept, 4, 5);
    calls.call(8, Call::recv, 5, 1).call(9, Call::recv, 5, 1);
    CHECK_FALSE(calls.name());
    CHECK(calls.numbers() == Numbers{0, 1, 1, 1, 2, 3});
  }

  TEST_CASE("what the kernel has named keeps its name") {
    SocketCall what{.call = Call::send, .pid = 2, .tid = 2, .fd = 4, .socket = 77};
    std::vector<Event> events = {{0, 1, kSender, CallEntered{what}},
                                 {1, 2, kSender, CallReturned{.what = what, .result = 1}}};
    const std::vector<Event> before = events;
    CHECK_FALSE(has_unnamed_sockets(events));
    CHECK_FALSE(name_sockets(events));
    CHECK(events == before);
  }

  TEST_CASE("a made-up number is none of those that a kernel gives") {
    CHECK(is_made_up(kFirstMadeUpSocket));
    CHECK_FALSE(is_made_up(1));
    CHECK_FALSE(is_made_up(~std::uint64_t{0}));  // the first that Linux counts from the other end
  }

  TEST_CASE("a recording of /1 that does not tell which socket a child inherited is refused") {
    const std::string text = old_text("forking_server.1.ndjson");
    const Recording recording = read(text);
    // The first child is silent until the second connection has been accepted.
    std::istringstream lines(text);
    std::ostringstream without;
    std::size_t at = 0;
    for (std::string line; std::getline(lines, line); ++at) {
      const auto* entered =
          at == 0 ? nullptr : std::get_if<CallEntered>(&recording.events[at - 1].data);
      const auto* call =
          at == 0 ? nullptr : std::get_if<CallReturned>(&recording.events[at - 1].data);
      const int pid = entered ? entered->what.pid : call ? call->what.pid : 0;
      if (pid != 84 || at == 0) without << line << '\n';
    }
    std::string complaint;
    try {
      read(without.str());
    } catch (const std::runtime_error& error) {
      complaint = error.what();
    }
    CHECK(complaint.find("process 85 inherited one of several sockets on descriptor 5") !=
          std::string::npos);
    CHECK(complaint.starts_with("recording, line "));
    CHECK(complaint.ends_with("record it again"));
  }
}
