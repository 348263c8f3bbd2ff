// The stage's side of the probe's log: records as the probe writes them, events as we read them.
#include "stage/socket/probe_log.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <functional>
#include <iostream>

using namespace stickylab;

namespace {

constexpr std::int64_t kStart = 1'000'000;

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

  /// Room for a record, complete but for its size. Null, and counted, where there is none.
  ProbeRecord* begin(const std::string& payload) {
    const std::uint64_t at = log_->used.fetch_add(size_of(payload));
    if (at + size_of(payload) > log_->capacity) {
      ++log_->dropped;
      return nullptr;
    }
    auto* record = reinterpret_cast<ProbeRecord*>(reinterpret_cast<char*>(log_) + at);
    record->bytes = static_cast<std::uint32_t>(payload.size());
    std::memcpy(reinterpret_cast<char*>(record + 1), payload.data(), payload.size());
    return record;
  }

  /// A complete record.
  void add(std::int64_t time_ns, Call call, const std::string& payload = {}) {
    ProbeRecord* record = begin(payload);
    if (record == nullptr) return;
    record->time_ns = kStart + time_ns;
    record->call = static_cast<std::uint8_t>(call);
    end(*record, payload);
  }

  static void end(ProbeRecord& record, const std::string& payload = {}) {
    record.size = static_cast<std::uint32_t>(size_of(payload));
  }

 private:
  static std::size_t size_of(const std::string& payload) {
    return sizeof(ProbeRecord) + (payload.size() + 7) / 8 * 8;
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
    const std::string bytes("\xe9\x9b\0", 3);
    ProbeRecord& record = *writer.begin(bytes);
    record.returned = 1;
    record.call = static_cast<std::uint8_t>(Call::recvfrom);
    record.time_ns = kStart + 70;
    record.entered_ns = kStart + 60;
    record.result = 3;
    record.length = 1024;
    record.queued = 9;
    record.pid = 10;
    record.tid = 11;
    record.fd = 4;
    record.error = 5;
    record.flags = 6;
    record.level = 7;
    record.option = 8;
    record.value = -1;
    record.datagram = 1;
    record.socket = 4098;
    record.holds = kHoldsTcp;
    for (std::uint32_t i = 0; i < 5; ++i) record.tcp[i] = i + 1;
    Writer::end(record, bytes);
    const CallReturned expected{.what = {.call = Call::recvfrom,
                                         .pid = 10,
                                         .tid = 11,
                                         .fd = 4,
                                         .socket = 4098,
                                         .datagram = true,
                                         .length = 1024,
                                         .flags = 6,
                                         .level = 7,
                                         .option = 8,
                                         .value = -1,
                                         .queued = 9},
                                .entered_ns = 60,
                                .result = 3,
                                .error = 5,
                                .bytes = bytes,
                                .tcp = TcpState{1, 2, 3, 4, 5}};
    const std::vector<Event> events = file.events(kReceiver, kStart);
    REQUIRE(events.size() == 1);
    CHECK(events[0] == Event{70, 0, kReceiver, expected});
  }

  TEST_CASE("a call's names stand before its payload: the new socket, the peer, and this end") {
    const ProbeLogFile file;
    Writer writer(file);
    const auto name = [&](const ProbeAddress& address, const ProbeAddress& own) {
      const ProbeNames names{.made = 4099, .address = address, .own = own};
      const std::string behind(reinterpret_cast<const char*>(&names), sizeof names);
      ProbeRecord& record = *writer.begin(behind + "hi");
      record.returned = 1;
      record.holds = kHoldsNames;
      record.bytes = 2;
      Writer::end(record, behind + "hi");
    };
    const ProbeAddress v4{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 2}, 8080, 0};
    const ProbeAddress v6{{0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 443, 0};
    name(v4, v6);
    name({{}, 80, 0}, {});
    const std::vector<Event> events = file.events(kSender, kStart);
    REQUIRE(events.size() == 2);
    const auto& first = std::get<CallReturned>(events[0].data);
    CHECK(first.what.made == 4099);
    CHECK(first.what.address == "127.0.0.2:8080");
    CHECK(first.what.own == "[2001:db8::1]:443");
    CHECK(first.bytes == "hi");
    const auto& second = std::get<CallReturned>(events[1].data);
    CHECK(second.what.address == "[::]:80");
    CHECK(second.what.own.empty());
  }

  TEST_CASE("a record that is too short for the names that it promises ends the log") {
    const ProbeLogFile file;
    Writer writer(file);
    ProbeRecord& record = *writer.begin("short");
    record.holds = kHoldsNames;
    Writer::end(record, "short");
    CHECK(file.events(kSender, kStart) == std::vector<Event>{{0, 0, kSender, Dropped{1}}});
  }

  TEST_CASE("a call that has only begun is one that was entered") {
    const ProbeLogFile file;
    Writer(file).add(5, Call::recv);
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
      writer.add(i, Call::send, std::string(static_cast<std::size_t>(i), 'x'));
    const std::vector<Event> events = file.events(kSender, kStart);
    REQUIRE(events.size() == 20);
    for (int i = 0; i < 20; ++i) CHECK(events[static_cast<std::size_t>(i)].time_ns == i);
  }

  TEST_CASE("a log that overflowed keeps what fitted, and says how many did not") {
    const ProbeLogFile file;
    Writer writer(file);
    const std::string payload(kProbeBytes, 'x');
    std::int64_t written = 0;
    while (writer.log().dropped == 0) writer.add(written++, Call::send, payload);
    writer.add(written++, Call::send);  // smaller, but the log is at its end
    const std::vector<Event> events = file.events(kSender, kStart);
    REQUIRE(std::ssize(events) == written - 2 + 1);
    CHECK(events.back() == Event{written - 3, 0, kSender, Dropped{2}});
    CHECK(std::get<CallEntered>(events[events.size() - 2].data).what.call == Call::send);
  }

  TEST_CASE("a record that was never finished ends the log, and counts as lost") {
    const ProbeLogFile file;
    Writer writer(file);
    writer.add(1, Call::send);
    writer.begin("its writer was killed");
    writer.add(2, Call::send);
    const std::vector<Event> events = file.events(kSender, kStart);
    REQUIRE(events.size() == 2);
    CHECK(events[0].time_ns == 1);
    CHECK(events[1] == Event{1, 0, kSender, Dropped{1}});
  }
  TEST_CASE("the read that a program is in is the last record, if nothing limits it in time") {
    const auto said = [](const std::function<void(Writer&)>& write) {
      const ProbeLogFile file;
      Writer writer(file);
      write(writer);
      return file.reading().has_value();
    };
    CHECK_FALSE(said([](Writer&) {}));
    CHECK(said([](Writer& log) { log.add(1, Call::recv); }));
    CHECK(said([](Writer& log) { log.add(1, Call::read); }));
    CHECK_FALSE(said([](Writer& log) { log.add(1, Call::accept); }));
    CHECK_FALSE(said([](Writer& log) { log.add(1, Call::send); }));
    CHECK_FALSE(said([](Writer& log) {
      log.add(1, Call::recv);
      log.add(2, Call::send);
    }));
    const auto one = [&](const std::function<void(ProbeRecord&)>& change) {
      return said([&](Writer& log) {
        ProbeRecord& record = *log.begin({});
        record.call = static_cast<std::uint8_t>(Call::recv);
        change(record);
        Writer::end(record);
      });
    };
    CHECK(one([](ProbeRecord&) {}));
    CHECK_FALSE(one([](ProbeRecord& record) { record.returned = 1; }));
    CHECK_FALSE(one([](ProbeRecord& record) { record.datagram = 1; }));
    CHECK_FALSE(one([](ProbeRecord& record) { record.flags = MSG_DONTWAIT; }));
    CHECK_FALSE(said([](Writer& log) {
      ProbeRecord& record = *log.begin({});
      record.call = static_cast<std::uint8_t>(Call::setsockopt);
      record.level = SOL_SOCKET;
      record.option = SO_RCVTIMEO;
      Writer::end(record);
      log.add(2, Call::recv);
    }));
    CHECK_FALSE(said([](Writer& log) {
      log.begin({});
      log.add(2, Call::recv);
    }));
  }
}
