// The stage's side of the probe's log: records as the probe writes them, events as we read them.
#include "stage/socket/probe_log.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <iostream>
#include <type_traits>

using namespace stickylab;

namespace {

constexpr std::int64_t kStart = 1'000'000;

template <class Part>
std::string bytes_of(const Part& part) {
  return {reinterpret_cast<const char*>(&part), sizeof part};
}

/// The probe's side of a log: appends records to the same memory.
class Writer {
 public:
  explicit Writer(const ProbeLogFile& file) {
    struct stat status {};
    REQUIRE(fstat(file.fd(), &status) == 0);
    size_ = static_cast<std::size_t>(status.st_size);
    void* memory = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED, file.fd(), 0);
    REQUIRE(memory != MAP_FAILED);
    log_ = static_cast<ProbeLog*>(memory);
  }
  ~Writer() { munmap(log_, size_); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  ProbeLog& log() { return *log_; }

  /// Room for a record, complete but for its size, with `behind` after it. Null, and counted, where
  /// there is none.
  template <class Record>
  Record* begin(const std::string& behind = {}) {
    const std::uint64_t size = size_of<Record>(behind);
    const std::uint64_t at = log_->used.fetch_add(size);
    if (at + size > log_->capacity) {
      ++log_->dropped;
      return nullptr;
    }
    auto* record = reinterpret_cast<Record*>(reinterpret_cast<char*>(log_) + at);
    record->head.returned = std::is_same_v<Record, ProbeReturn>;
    std::memcpy(reinterpret_cast<char*>(record + 1), behind.data(), behind.size());
    return record;
  }

  template <class Record>
  static void end(Record& record, const std::string& behind = {}) {
    record.head.size = static_cast<std::uint32_t>(size_of<Record>(behind));
  }

  /// A complete record of a call that begins. Its place in the log, or 0.
  std::uint64_t enter(std::int64_t time_ns, Call call) {
    return enter(time_ns, call, [](ProbeEnter&) {});
  }
  std::uint64_t enter(std::int64_t time_ns, Call call,
                      const std::function<void(ProbeEnter&)>& change) {
    auto* record = begin<ProbeEnter>();
    if (record == nullptr) return 0;
    record->head.time_ns = kStart + time_ns;
    record->head.call = static_cast<std::uint8_t>(call);
    record->queued = -1;
    change(*record);
    end(*record);
    return place_of(record);
  }

  /// A complete record of a call that returns, with all of `payload`.
  void leave(std::int64_t time_ns, Call call, std::uint64_t entered,
             const std::string& payload = {}) {
    auto* record = begin<ProbeReturn>(payload);
    if (record == nullptr) return;
    record->head.time_ns = kStart + time_ns;
    record->head.call = static_cast<std::uint8_t>(call);
    record->entered = static_cast<std::uint32_t>(entered / 8);
    record->result = std::ssize(payload);
    record->bytes = static_cast<std::uint32_t>(payload.size());
    end(*record, payload);
  }

  /// The same with an option, or flags.
  std::uint64_t enter_with(Call call, const ProbeOption& option) {
    auto* record = begin<ProbeEnter>(bytes_of(option));
    record->head.call = static_cast<std::uint8_t>(call);
    record->head.holds = kHoldsOption;
    end(*record, bytes_of(option));
    return place_of(record);
  }

  template <class Record>
  std::uint64_t place_of(const Record* record) const {
    return static_cast<std::uint64_t>(reinterpret_cast<const char*>(record) -
                                      reinterpret_cast<const char*>(log_));
  }

 private:
  template <class Record>
  static std::size_t size_of(const std::string& behind) {
    return sizeof(Record) + (behind.size() + 7) / 8 * 8;
  }

  std::size_t size_ = 0;
  ProbeLog* log_ = nullptr;
};

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a program cannot cut the log short under its reader, nor make it longer") {
    const ProbeLogFile file;
    CHECK(ftruncate(file.fd(), 0) == -1);
    CHECK(ftruncate(file.fd(), 1 << 30) == -1);
    CHECK(file.events(kSender, kStart).empty());
  }

  TEST_CASE("a new log has the probe's magic number and no events") {
    const ProbeLogFile file;
    Writer writer(file);
    CHECK(writer.log().magic == kProbeMagic);
    CHECK(writer.log().used == sizeof(ProbeLog));
    CHECK(file.events(kSender, kStart).empty());
  }

  TEST_CASE("the capacity that the log states is the size of the file") {
    const ProbeLogFile file;
    struct stat status {};
    REQUIRE(fstat(file.fd(), &status) == 0);
    CHECK(Writer(file).log().capacity == static_cast<std::uint64_t>(status.st_size));
  }

  TEST_CASE("a returned call comes out with everything that the probe put in") {
    const ProbeLogFile file;
    Writer writer(file);
    const std::uint64_t entered = writer.enter(60, Call::recvfrom, [](ProbeEnter& record) {
      record.head.kind = static_cast<std::uint8_t>(Kind::udp);
      record.length = 1024;
      record.queued = 9;
      record.pid = 10;
      record.tid = 11;
      record.fd = 4;
      record.socket = 4098;
    });
    const std::string bytes("\xe9\x9b\0", 3);
    const std::string behind =
        bytes_of(ProbeOption{0, 0, -1, 0}) + bytes_of(ProbeTcp{{1, 2, 3, 4, 5}, 0, 6}) + bytes;
    auto& done = *writer.begin<ProbeReturn>(behind);
    done.head.call = static_cast<std::uint8_t>(Call::recvfrom);
    done.head.time_ns = kStart + 70;
    done.head.holds = kHoldsTcp | kHoldsOption;
    done.entered = static_cast<std::uint32_t>(entered / 8);
    done.result = 3;
    done.bytes = 3;
    Writer::end(done, behind);
    const CallReturned expected{.what = {.call = Call::recvfrom,
                                         .pid = 10,
                                         .tid = 11,
                                         .fd = 4,
                                         .socket = 4098,
                                         .datagram = true,
                                         .length = 1024,
                                         .value = -1,
                                         .queued = 9},
                                .entered_ns = 60,
                                .result = 3,
                                .bytes = bytes,
                                .tcp = TcpState{1, 2, 3, 4, 5, 6}};
    const std::vector<Event> events = file.events(kReceiver, kStart);
    REQUIRE(events.size() == 2);
    CHECK(events[1] == Event{70, 0, kReceiver, expected});
  }

  TEST_CASE("what had come to a socket stands with the call that begins, and with its return") {
    const ProbeLogFile file;
    Writer writer(file);
    const std::string behind = bytes_of(ProbeArrived{2, 41});
    auto* accept = writer.begin<ProbeEnter>(behind);
    accept->head.call = static_cast<std::uint8_t>(Call::accept);
    accept->head.holds = kHoldsArrived;
    Writer::end(*accept, behind);
    writer.leave(1, Call::accept, writer.place_of(accept));
    writer.enter(2, Call::recv);
    const std::vector<Event> events = file.events(kReceiver, kStart);
    REQUIRE(events.size() == 3);
    CHECK(std::get<CallEntered>(events[0].data).what.waiting == 2);
    CHECK(std::get<CallEntered>(events[0].data).what.dropped == 41);
    CHECK(std::get<CallReturned>(events[1].data).what.waiting == 2);
    CHECK(std::get<CallReturned>(events[1].data).what.dropped == 41);
    CHECK(std::get<CallEntered>(events[2].data).what.waiting == -1);
    CHECK(std::get<CallEntered>(events[2].data).what.dropped == -1);
  }

  TEST_CASE("a call on a socket of AF_UNIX comes out with its type and the paths") {
    const ProbeLogFile file;
    Writer writer(file);
    const std::string behind = bytes_of(ProbePaths{"/tmp/there", "@here"});
    auto* connect = writer.begin<ProbeEnter>(behind);
    connect->head.call = static_cast<std::uint8_t>(Call::connect);
    connect->head.kind = static_cast<std::uint8_t>(Kind::local_seqpacket);
    connect->head.holds = kHoldsPaths;
    Writer::end(*connect, behind);
    writer.leave(1, Call::connect, writer.place_of(connect));
    const std::vector<Event> events = file.events(kSender, kStart);
    REQUIRE(events.size() == 2);
    const SocketCall& what = std::get<CallReturned>(events[1].data).what;
    CHECK(what.local == Local::seqpacket);
    CHECK(what.datagram);
    CHECK(has_connection(what));
    CHECK(what.address == "/tmp/there");
    CHECK(what.own == "@here");
    CHECK(file.datagram_targets().empty());
  }

  TEST_CASE("a call that failed comes out with -1 and its errno") {
    const ProbeLogFile file;
    Writer writer(file);
    const std::uint64_t entered = writer.enter(1, Call::send);
    auto& done = *writer.begin<ProbeReturn>();
    done.entered = static_cast<std::uint32_t>(entered / 8);
    done.result = -EPIPE;
    Writer::end(done);
    const auto& returned = std::get<CallReturned>(file.events(kSender, kStart)[1].data);
    CHECK(returned.result == -1);
    CHECK(returned.error == EPIPE);
  }

  TEST_CASE("an option stands with the call that begins, and with its return") {
    const ProbeLogFile file;
    Writer writer(file);
    writer.leave(1, Call::setsockopt, writer.enter_with(Call::setsockopt, {IPPROTO_TCP, 1, 1, 0}));
    const std::vector<Event> events = file.events(kSender, kStart);
    REQUIRE(events.size() == 2);
    CHECK(std::get<CallEntered>(events[0].data).what.level == IPPROTO_TCP);
    CHECK(std::get<CallReturned>(events[1].data).what.value == 1);
  }

  TEST_CASE("a call's names stand before its payload: the new socket, the peer, and this end") {
    const ProbeLogFile file;
    Writer writer(file);
    const auto name = [&](const ProbeAddress& address, const ProbeAddress& own) {
      const std::uint64_t entered = writer.enter(0, Call::accept);
      const std::string behind =
          bytes_of(ProbeNames{.made = 4099, .address = address, .own = own}) + "hi";
      auto& record = *writer.begin<ProbeReturn>(behind);
      record.head.holds = kHoldsNames;
      record.entered = static_cast<std::uint32_t>(entered / 8);
      record.bytes = 2;
      Writer::end(record, behind);
    };
    const ProbeAddress v4{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 2}, 8080, 0};
    const ProbeAddress v6{{0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 443, 0};
    name(v4, v6);
    name({{}, 80, 0}, {});
    const std::vector<Event> events = file.events(kSender, kStart);
    REQUIRE(events.size() == 4);
    const auto& first = std::get<CallReturned>(events[1].data);
    CHECK(first.what.made == 4099);
    CHECK(first.what.address == "127.0.0.2:8080");
    CHECK(first.what.own == "[2001:db8::1]:443");
    CHECK(first.bytes == "hi");
    const auto& second = std::get<CallReturned>(events[3].data);
    CHECK(second.what.address == "[::]:80");
    CHECK(second.what.own.empty());
  }

  TEST_CASE("a record that is too short for the names that it promises ends the log") {
    const ProbeLogFile file;
    Writer writer(file);
    auto& record = *writer.begin<ProbeEnter>("short");
    record.head.holds = kHoldsNames;
    Writer::end(record, "short");
    CHECK(file.events(kSender, kStart) == std::vector<Event>{{0, 0, kSender, Dropped{1}}});
  }

  TEST_CASE("a return ends the log if it does not say which call it is of") {
    for (const std::uint64_t entered : {std::uint64_t{0}, std::uint64_t{8}, sizeof(ProbeLog) + 8,
                                        sizeof(ProbeLog) + sizeof(ProbeEnter), ~std::uint64_t{0}}) {
      const ProbeLogFile file;
      Writer writer(file);
      writer.enter(1, Call::send);
      writer.leave(2, Call::send, entered);
      const std::vector<Event> events = file.events(kSender, kStart);
      REQUIRE(events.size() == 2);
      CHECK(events[1] == Event{1, 0, kSender, Dropped{1}});
    }
  }

  TEST_CASE("a call that passes bytes on does not show them") {
    for (const Call call : {Call::sendfile, Call::splice, Call::splice_from, Call::send}) {
      const ProbeLogFile file;
      Writer writer(file);
      const std::uint64_t entered = writer.enter(1, call);
      auto& done = *writer.begin<ProbeReturn>();
      done.entered = static_cast<std::uint32_t>(entered / 8);
      done.result = 20'000;
      Writer::end(done);
      const auto& returned = std::get<CallReturned>(file.events(kSender, kStart)[1].data);
      CHECK(returned.unseen == (call != Call::send));
      CHECK(returned.result == 20'000);
    }
  }

  TEST_CASE("a call that has only begun is one that was entered") {
    const ProbeLogFile file;
    Writer(file).enter(5, Call::recv);
    const std::vector<Event> events = file.events(kSender, kStart);
    REQUIRE(events.size() == 1);
    CHECK(events[0].time_ns == 5);
    const auto& entered = std::get<CallEntered>(events[0].data);
    CHECK(entered.what.call == Call::recv);
    CHECK(entered.what.address.empty());
  }

  TEST_CASE("records of every length follow each other") {
    const ProbeLogFile file;
    Writer writer(file);
    for (int i = 0; i < 20; ++i)
      writer.leave(2 * i + 1, Call::send, writer.enter(2 * i, Call::send),
                   std::string(static_cast<std::size_t>(i), 'x'));
    const std::vector<Event> events = file.events(kSender, kStart);
    REQUIRE(events.size() == 40);
    for (int i = 0; i < 40; ++i) CHECK(events[static_cast<std::size_t>(i)].time_ns == i);
  }

  TEST_CASE("a log that overflowed keeps what fitted, and says how many did not") {
    const ProbeLogFile file;
    Writer writer(file);
    const std::string payload(kProbeBytes, 'x');
    const std::uint64_t entered = writer.enter(0, Call::send);
    std::int64_t written = 1;
    while (writer.log().dropped == 0) writer.leave(written++, Call::send, entered, payload);
    writer.enter(written++, Call::send);  // smaller, but the log is at its end
    const std::vector<Event> events = file.events(kSender, kStart);
    REQUIRE(std::ssize(events) == written - 2 + 1);
    CHECK(events.back() == Event{written - 3, 0, kSender, Dropped{2}});
    CHECK(std::get<CallReturned>(events[events.size() - 2].data).bytes == payload);
  }

  TEST_CASE("a log has room for the calls of a transfer of 50 MB in segments of Ethernet") {
    const ProbeLogFile file;
    constexpr std::uint64_t kSegment = 1448;
    constexpr std::uint64_t kCall = sizeof(ProbeEnter) + sizeof(ProbeReturn) + kSegment;
    CHECK(Writer(file).log().capacity > 50'000'000 / kSegment * kCall);
  }

  TEST_CASE("a record that was never finished ends the log, and counts as lost") {
    const ProbeLogFile file;
    Writer writer(file);
    writer.enter(1, Call::send);
    writer.begin<ProbeReturn>("its writer was killed");
    writer.enter(2, Call::send);
    const std::vector<Event> events = file.events(kSender, kStart);
    REQUIRE(events.size() == 2);
    CHECK(events[0].time_ns == 1);
    CHECK(events[1] == Event{1, 0, kSender, Dropped{1}});
  }

  TEST_CASE("waits are endless unless a program has set a limit, or part of the log is missing") {
    const auto endless = [](const std::function<void(Writer&, ProbeLog&)>& write) {
      const ProbeLogFile file;
      Writer writer(file);
      write(writer, file.memory());
      return file.waits_are_endless();
    };
    CHECK(endless([](Writer& log, ProbeLog&) { log.enter(1, Call::recv); }));
    const auto after_setting = [&](int level, int option) {
      return endless([&](Writer& log, ProbeLog&) {
        log.enter_with(Call::setsockopt, {level, option, 0, 0});
        log.enter(2, Call::recv);
      });
    };
    CHECK(after_setting(SOL_SOCKET, SO_RCVBUF));
    CHECK(after_setting(IPPROTO_TCP, SO_RCVTIMEO));
    CHECK_FALSE(after_setting(SOL_SOCKET, SO_RCVTIMEO));
    CHECK_FALSE(after_setting(SOL_SOCKET, SO_SNDTIMEO));
    CHECK_FALSE(after_setting(IPPROTO_TCP, 18));  // TCP_USER_TIMEOUT
    CHECK_FALSE(after_setting(IPPROTO_IP, 11));   // IP_RECVERR
    CHECK_FALSE(endless([](Writer&, ProbeLog& memory) { memory.alarms = 1; }));
    CHECK_FALSE(endless([](Writer&, ProbeLog& memory) { memory.dropped = 1; }));
    CHECK_FALSE(endless([](Writer& log, ProbeLog&) {
      log.begin<ProbeReturn>();
      log.enter(2, Call::recv);
    }));
  }

  TEST_CASE("it is told where datagrams went to, not where TCP did, nor where they came from") {
    const ProbeLogFile file;
    Writer writer(file);
    const auto names = [&](Call call, std::uint8_t last, bool datagram) {
      const ProbeAddress to{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, last}, 53, 0};
      const std::string behind = bytes_of(ProbeNames{.address = to});
      auto& record = *writer.begin<ProbeEnter>(behind);
      record.head.call = static_cast<std::uint8_t>(call);
      record.head.holds = kHoldsNames;
      record.head.kind = static_cast<std::uint8_t>(datagram ? Kind::udp : Kind::tcp);
      Writer::end(record, behind);
    };
    CHECK(file.datagram_targets().empty());
    names(Call::connect, 1, false);
    names(Call::recvfrom, 2, true);
    names(Call::sendto, 3, true);
    names(Call::connect, 4, true);
    CHECK(file.datagram_targets() == std::set<std::string>{"192.0.2.3:53", "192.0.2.4:53"});
  }

  TEST_CASE("reads that moved bytes are counted as the log grows, without peeks") {
    const ProbeLogFile file;
    Writer writer(file);
    CHECK(file.data_reads() == 0);
    writer.leave(2, Call::recv, writer.enter(1, Call::recv), "x");
    CHECK(file.data_reads() == 1);
    writer.leave(4, Call::recv, writer.enter(3, Call::recv));
    writer.leave(6, Call::send, writer.enter(5, Call::send), "x");
    const std::uint64_t peek = writer.enter_with(Call::recv, {0, 0, 0, MSG_PEEK});
    writer.leave(8, Call::recv, peek, "x");
    CHECK(file.data_reads() == 1);
    writer.leave(10, Call::recvmmsg, writer.enter(9, Call::recvmmsg), "x");
    CHECK(file.data_reads() == 2);
  }
}
