#include "trace/connections.hpp"

#include <doctest/doctest.h>

#include <cerrno>

#include "recording_by_hand.hpp"
#include "trace/trace.hpp"

using namespace stickylab;

namespace {

const std::string kServer = "192.0.2.2:8080";

std::string client(int port) { return "192.0.2.1:" + std::to_string(port); }

/// Calls and packets of several connections to one server.
class Crowd {
 public:
  Crowd& syn(double ms, const std::string& from, std::uint8_t flags = kSyn) {
    Segment segment{.flags = flags};
    segment.packet.from = kSender;
    segment.packet.way = {from, kServer};
    return add(ms, kWire, segment);
  }
  Crowd& refuses(double ms, const std::string& to) {
    Segment segment{.flags = kRst | kAck};
    segment.packet.from = kReceiver;
    segment.packet.way = {kServer, to};
    return add(ms, kWire, segment);
  }
  Crowd& data(double ms, const std::string& from, std::int64_t seq, std::string bytes) {
    Segment segment{.flags = kAck, .seq = seq, .ack = 1};
    segment.packet.from = kSender;
    segment.packet.way = {from, kServer};
    segment.packet.payload = std::move(bytes);
    return add(ms, kWire, segment);
  }
  Crowd& connects(double ms, std::uint64_t socket, const std::string& own, int error = 0,
                  const std::string& to = kServer) {
    CallReturned call = call_of(Call::connect, socket, error == 0 ? 0 : -1);
    call.error = error;
    call.what.address = to;
    call.what.own = own;
    return add(ms, kSender, call);
  }
  Crowd& accepts(double ms, std::uint64_t made, const std::string& from,
                 std::string own = kServer) {
    CallReturned call = call_of(Call::accept, 900, 5);
    call.what.made = made;
    call.what.address = from;
    call.what.own = std::move(own);
    return add(ms, kReceiver, call);
  }
  Crowd& sends(double ms, std::uint64_t socket, std::string bytes) {
    CallReturned call = call_of(Call::send, socket, std::ssize(bytes));
    call.bytes = std::move(bytes);
    return add(ms, kSender, call);
  }
  Crowd& receives(double ms, std::uint64_t socket, std::string bytes, int pid = 2) {
    CallReturned call = call_of(Call::recv, socket, std::ssize(bytes));
    call.what.pid = pid;
    call.bytes = std::move(bytes);
    return add(ms, kReceiver, call);
  }

  Trace take() const { return Trace(recording_); }

 private:
  static CallReturned call_of(Call call, std::uint64_t socket, std::int64_t result) {
    CallReturned returned;
    returned.what.call = call;
    returned.what.socket = socket;
    returned.result = result;
    return returned;
  }
  Crowd& add(double ms, Actor who, EventData data) {
    if (auto* call = std::get_if<CallReturned>(&data)) call->entered_ns = ns(ms);
    recording_.events.push_back({ns(ms), recording_.events.size(), who, std::move(data)});
    return *this;
  }
  Recording recording_;
};

/// The connection of each call that moved bytes, in order.
std::vector<int> connections_of_calls(const Trace& trace) {
  std::vector<int> numbers;
  for (std::size_t i = 0; i < trace.events().size(); ++i)
    if (const auto* call = std::get_if<CallReturned>(&trace.events()[i].data);
        call && (is_read(call->what.call) || is_write(call->what.call)))
      numbers.push_back(trace.connections().of(i).connection);
  return numbers;
}

/// What the rows of calls that moved bytes say: their tag, and their place in the stream.
std::vector<std::string> places(const Trace& trace) {
  std::vector<std::string> told;
  for (const Row& row : trace.rows())
    if (const auto* call = std::get_if<CallRow>(&row.what); call && call->stream)
      told.push_back(row.tag + " " + std::to_string(call->stream->from) + "-" +
                     std::to_string(call->stream->to));
  return told;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("connections are numbered in the order in which they were opened, and know both ends") {
    const Trace trace = Crowd()
                            .syn(1, client(5001))
                            .syn(2, client(5000))
                            .connects(3, 11, client(5000))
                            .connects(4, 12, client(5001))
                            .accepts(5, 21, client(5001))
                            .accepts(6, 22, client(5000))
                            .take();
    const auto& all = trace.connections().all();
    REQUIRE(all.size() == 2);
    CHECK(all[0].way() == Way{client(5001), kServer});
    CHECK(all[0].opener.socket == 12);
    CHECK(all[0].acceptor.socket == 21);
    CHECK(all[1].opener.socket == 11);
    CHECK(all[1].acceptor.socket == 22);
    CHECK(all[1].acceptor.actor == kReceiver);
  }

  TEST_CASE("of clients that write in turn each has its own stream, also in a forked server") {
    const Trace trace = Crowd()
                            .syn(1, client(5000))
                            .connects(1.1, 11, client(5000))
                            .accepts(1.2, 21, client(5000))
                            .syn(2, client(5001))
                            .connects(2.1, 12, client(5001))
                            .accepts(2.2, 22, client(5001))
                            .sends(3, 11, "a-one")
                            .data(3.1, client(5000), 1, "a-one")
                            .receives(3.2, 21, "a-one", 77)
                            .sends(4, 12, "b-one")
                            .data(4.1, client(5001), 1, "b-one")
                            .receives(4.2, 22, "b-one", 78)
                            .sends(5, 11, "a-two")
                            .data(5.1, client(5000), 6, "a-two")
                            .receives(5.2, 21, "a-two", 77)
                            .take();
    CHECK(connections_of_calls(trace) == std::vector<int>{1, 1, 2, 2, 1, 1});
    CHECK(places(trace) ==
          std::vector<std::string>{"#1 0-5", "#1 0-5", "#2 0-5", "#2 0-5", "#1 5-10", "#1 5-10"});
    const Event& last = trace.events().back();
    CHECK(trace.streams().packets_of(last) == std::vector<int>{2});  // of its own direction
  }

  TEST_CASE("a socket that connects again is an end of another connection") {
    const Trace trace = Crowd()
                            .syn(1, client(5000))
                            .refuses(1.1, client(5000))
                            .connects(1.2, 11, client(5000), ECONNREFUSED)
                            .syn(2, client(5001))
                            .connects(2.1, 11, client(5001))
                            .accepts(2.2, 21, client(5001))
                            .sends(3, 11, "hello")
                            .receives(3.1, 21, "hello")
                            .take();
    REQUIRE(trace.connections().all().size() == 2);
    CHECK(connections_of_calls(trace) == std::vector<int>{2, 2});
    CHECK(places(trace) == std::vector<std::string>{"#2 0-5", "#2 0-5"});
  }

  TEST_CASE("a socket that does not block and is asked again is still of its connection") {
    const Trace trace = Crowd()
                            .syn(1, client(5000))
                            .connects(1.1, 11, client(5000), EINPROGRESS)
                            .connects(1.2, 11, client(5000))
                            .take();
    CHECK(trace.connections().all().size() == 1);
  }

  TEST_CASE("a repeated SYN opens nothing") {
    Crowd crowd;
    crowd.syn(1, client(5000));
    Recording twice = crowd.take().recording();
    twice.events.push_back(twice.events.front());
    std::get<Segment>(twice.events.back().data).retransmission = true;
    CHECK(Connections(twice).all().size() == 1);
  }

  TEST_CASE("the same addresses again are another connection, if the SYN says so") {
    const Trace trace = Crowd()
                            .syn(1, client(5000))
                            .connects(1.1, 11, client(5000))
                            .accepts(1.2, 21, client(5000))
                            .syn(2, client(5000))
                            .connects(2.1, 12, client(5000))
                            .accepts(2.2, 22, client(5000))
                            .sends(3, 12, "hello")
                            .receives(3.1, 22, "hello")
                            .take();
    CHECK(connections_of_calls(trace) == std::vector<int>{2, 2});
  }

  TEST_CASE("without a wire a connect and an accept find each other by their addresses") {
    const Trace trace = Crowd()
                            .accepts(1, 21, client(5000))
                            .connects(1.1, 11, client(5000))
                            .sends(2, 11, "hello")
                            .receives(2.1, 21, "hello")
                            .take();
    REQUIRE(trace.connections().all().size() == 1);
    CHECK(connections_of_calls(trace) == std::vector<int>{1, 1});
  }

  TEST_CASE("a connect to every address goes to this host") {
    const auto reached = [](const std::string& to, const std::string& own, const std::string& at) {
      const Trace trace = Crowd()
                              .connects(1, 11, own, 0, to)
                              .accepts(2, 21, own, at)
                              .sends(3, 11, "hello")
                              .receives(4, 21, "hello")
                              .take();
      return trace.connections().all().size() == 1 &&
             trace.connections().all().front().acceptor.address == at;
    };
    CHECK(reached("0.0.0.0:8080", "127.0.0.1:5000", "127.0.0.1:8080"));
    CHECK(reached("0.0.0.0:8080", "192.0.2.2:5000", "192.0.2.2:8080"));
    CHECK(reached("[::]:8080", "[::1]:5000", "[::1]:8080"));
    CHECK(reached("[::]:8080", "[2001:db8::2]:5000", "[::1]:8080"));
    CHECK(reached("[::]:8080", "127.0.0.1:5000", "127.0.0.1:8080"));
  }

  TEST_CASE("a recording that tells no own address is joined in order") {
    const Trace trace = Crowd()
                            .syn(1, client(5000))
                            .connects(1, 11, "")
                            .accepts(1.2, 21, client(5000), "")
                            .sends(2, 11, "hello")
                            .receives(2.1, 21, "hello")
                            .take();
    REQUIRE(trace.connections().all().size() == 1);
    CHECK(connections_of_calls(trace) == std::vector<int>{1, 1});
  }

  TEST_CASE("a call of a socket that was not seen to open is of no connection") {
    const Trace trace = Crowd().syn(1, client(5000)).sends(2, 11, "hello").take();
    CHECK(connections_of_calls(trace) == std::vector<int>{0});
  }
}
