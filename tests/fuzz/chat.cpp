// Lab 52 under libFuzzer: `make fuzz`. The first byte chooses what the others mean: datagrams for
// the server, datagrams for a client, or what a wire does to one direction of messages.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "conversation.hpp"
#include "service.hpp"

namespace {

using chat::Datagram;
using chat::Kind;
using chat::Place;
using chat::Time;
using std::chrono::milliseconds;

constexpr chat::Key kKey{1, 2, 3};
constexpr chat::Wall kWall = 1'700'000'000'000'000'000;

void must(bool holds, const char* what) {
  if (holds) return;
  fprintf(stderr, "not so: %s\n", what);
  abort();
}

/// What the input still holds; zeros when it is used up.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size)
      : rest_(reinterpret_cast<const char*>(data), size) {}

  bool empty() const { return rest_.empty(); }
  unsigned byte() {
    const auto value = chat::take<std::uint8_t>(rest_);
    return value.value_or(0);
  }
  unsigned pair() { return byte() << 8 | byte(); }
  /// In memory of exactly its size: a sanitizer sees what is read beyond.
  std::vector<char> bytes(std::size_t most) {
    const std::string_view some = rest_.substr(0, std::min(pair() % (most + 1), rest_.size()));
    rest_.remove_prefix(some.size());
    return {some.begin(), some.end()};
  }

 private:
  std::string_view rest_;
};

std::string_view view(const std::vector<char>& bytes) { return {bytes.data(), bytes.size()}; }

void parses_as_written(std::string_view bytes) {
  const auto datagram = chat::parse(bytes);
  if (datagram) must(chat::bytes_of(*datagram) == bytes, "a datagram is written as it was read");
  if (const auto said = chat::said_in(bytes)) {
    must(chat::body_of(*said) == bytes, "so is what was said");
  }
  must(chat::all_visible(chat::shown(bytes)), "what is shown is visible");
}

/// A datagram with a cookie that fits, or whatever the input has.
std::vector<char> some_datagram(Input& input, std::uint64_t cookie) {
  if (input.byte() % 4 == 0) return input.bytes(1'300);
  const auto kind = static_cast<Kind>(input.byte() % 20);
  const std::uint32_t number = input.byte() % 80;
  const std::vector<char> body = input.bytes(1'184);
  const std::string bytes = chat::bytes_of({kind, number, cookie, view(body)});
  return {bytes.begin(), bytes.end()};
}

void serve(Input input) {
  std::size_t asked = chat::kLargest;
  bool known = false;
  const auto check = [&](const Place&, std::string_view answer) {
    must(chat::parse(answer).has_value(), "each answer is a datagram");
    must(known || answer.size() <= asked, "no answer to a stranger is larger than his request");
  };
  Time now = std::chrono::seconds(1'000);
  chat::Service service(kKey, 1, {check, [] { return kWall; }, {}});
  const chat::Cookies cookies(kKey);
  while (!input.empty()) {
    const unsigned who = input.byte() % 8;
    Place from{1, static_cast<std::uint16_t>(who % 4)};
    if (who >= 4) from.address[0] = 0x20;  // of IPv6
    const std::uint64_t cookie = cookies.of(from, now);
    const std::vector<char> bytes = some_datagram(input, cookie);
    parses_as_written(view(bytes));
    const auto datagram = chat::parse(view(bytes));
    known = datagram && cookies.fits(datagram->cookie, from, now);
    asked = bytes.size();
    service.receive(from, view(bytes), now);
    known = true;
    now += milliseconds(input.pair());
    service.tick(now);
    must(service.people() <= 8, "a place is one person");
  }
}

void converse(Input input) {
  constexpr std::uint64_t kCookie = 77;
  std::uint32_t hello = 0;
  std::size_t told = 0;
  const auto sent = [&](std::string_view bytes) {
    const auto datagram = chat::parse(bytes);
    must(datagram.has_value(), "each request is a datagram");
    if (datagram->kind == Kind::hello) hello = datagram->number;
  };
  const auto hear = [&](const chat::Told& one) { told += one.what != chat::Told::What::heard; };
  Time now = std::chrono::seconds(1'000);
  chat::Conversation talking(0, {sent, hear, [] { return kWall; }});
  talking.talk().join("ann");
  talking.questions().measure();
  talking.questions().ask(Kind::format, "%Y");
  std::size_t said = 0;
  while (!input.empty()) {
    if (input.byte() % 8 == 0) said += talking.talk().say({"bob", "hi"}).has_value();
    talking.tick(now);
    talking.receive(chat::bytes_of({Kind::cookie, hello, kCookie, {}}), now);
    talking.tick(now);
    talking.receive(view(some_datagram(input, kCookie)), now);
    now += milliseconds(input.pair());
    talking.tick(now);
  }
  for (int i = 0; i < 10'000 && !talking.idle(); ++i) talking.tick(now += std::chrono::seconds(10));
  must(talking.idle(), "everything comes to an end without a server");
  must(told >= said + 3, "and is told");
}

/// One direction of messages; the input is the wire. Numbers as they arrive at either end.
class Pair {
 public:
  void run(Input& input) {
    while (!input.empty()) {
      const unsigned what = input.byte();
      if (what % 5 == 0) pushed_ += outbox_.push(Kind::say, {}).has_value();
      if (what % 5 == 1) tick(milliseconds(input.pair()));
      if (what % 5 >= 2) arrive(input.byte(), what % 5 == 2);
    }
    while (outbox_.next()) tick(std::chrono::seconds(10));
    must(ended_ == pushed_, "each message is acknowledged or given up");
  }

 private:
  struct Flight {
    std::uint32_t number = 0;
    bool is_ack = false;
  };
  static constexpr std::uint32_t kBefore = 0xfffffff0;

  void tick(Time passed) {
    now_ += passed;
    while (outbox_.given_up(now_)) ++ended_;
    if (const auto* message = outbox_.due(now_)) flying_.push_back({message->number, false});
  }

  void arrive(std::size_t which, bool again) {
    if (flying_.empty()) return;
    const auto at = flying_.begin() + static_cast<long>(which % flying_.size());
    const Flight flight = *at;
    if (!again) flying_.erase(at);
    if (flight.is_ack) {
      if (!outbox_.acked(flight.number, now_)) return;
      must(shown_.contains(flight.number), "what is acknowledged was shown");
      ++ended_;
      return;
    }
    const auto seen = window_.take(flight.number);
    if (seen == chat::Window::Seen::fresh) {
      must(shown_.insert(flight.number).second, "each message is shown once");
      must(chat::after(flight.number, last_) > 0, "in order");
      last_ = flight.number;
    }
    if (seen != chat::Window::Seen::late) flying_.push_back({flight.number, true});
  }

  chat::Outbox outbox_{kBefore, 1};
  chat::Window window_{kBefore};
  Time now_{};
  std::vector<Flight> flying_;
  std::set<std::uint32_t> shown_;
  std::uint32_t last_ = kBefore;
  std::size_t pushed_ = 0, ended_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  Input input(data + 1, size - 1);
  if (data[0] % 3 == 0) serve(input);
  if (data[0] % 3 == 1) converse(input);
  if (data[0] % 3 == 2) Pair().run(input);
  return 0;
}
