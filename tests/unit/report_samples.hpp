// Recordings of labs 01, 03 and 05 as the real kernel makes them, built by hand.
#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <string>
#include <utility>

#include "catalog/lab.hpp"
#include "judge/observation.hpp"
#include "recording/recording.hpp"

namespace stickylab::samples {

/// A recording under construction. Times in microseconds.
class Script {
 public:
  explicit Script(Version version) {
    recording_.info = {"00", "sample", version, Net::loopback, "Linux 6.18", "", {"calls"}};
    CallReturned& connected = call(kSender, Call::connect, 3, -9, -5);
    connected.what.address = "127.0.0.2:8080";
    connected.what.own = "127.0.0.1:40000";
    CallReturned& accepted = call(kReceiver, Call::accept, 4, -9, -4);
    accepted.what.address = "127.0.0.1:40000";
    accepted.what.own = "127.0.0.2:8080";
    accepted.what.made = std::exchange(accepted.what.socket, 0);
    accepted.result = 3;
  }

  CallReturned& call(Actor who, Call call, int fd, double from_us, double to_us) {
    SocketCall what;
    what.call = call;
    what.fd = fd;
    what.pid = who == kSender ? 10 : 20;
    what.tid = what.pid;
    what.socket = who == kSender ? 1 : 2;
    push(from_us, who, CallEntered{what});
    CallReturned returned;
    returned.what = what;
    returned.entered_ns = ns(from_us);
    push(to_us, who, std::move(returned));
    return std::get<CallReturned>(recording_.events.back().data);
  }

  CallReturned& send(double us, std::string bytes, TcpState tcp = {}, Actor who = kSender) {
    CallReturned& sent = call(who, Call::send, 3, us, us + 8);
    sent.what.length = bytes.size();
    sent.result = std::ssize(bytes);
    sent.bytes = std::move(bytes);
    sent.tcp = tcp;
    return sent;
  }

  CallReturned& recv(double from_us, double to_us, std::uint64_t length, std::string bytes,
                     Actor who = kReceiver) {
    CallReturned& got = call(who, Call::recv, 3, from_us, to_us);
    got.what.length = length;
    got.result = std::ssize(bytes);
    got.bytes = std::move(bytes);
    return got;
  }

  void option(double us, Actor who, int option, int value) {
    CallReturned& set = call(who, Call::setsockopt, 3, us, us + 1);
    set.what.level = IPPROTO_TCP;
    set.what.option = option;
    set.what.value = value;
  }

  void close(double us, Actor who) { call(who, Call::close, 3, us, us + 5); }
  void print(double us, std::string text, Actor who = kReceiver) {
    push(us, who, Output{false, std::move(text)});
  }
  void message(double us, const std::string& text) { print(us, "message: " + text + "\n"); }

  void never_returns(double us, Actor who, std::uint64_t length) {
    SocketCall what;
    what.call = Call::recv;
    what.fd = 3;
    what.pid = what.tid = who == kSender ? 10 : 20;
    what.length = length;
    push(us, who, CallEntered{what});
  }

  void exit(double us, Actor who, ProcessExited exited = {}) { push(us, who, exited); }
  void push(double us, Actor who, EventData data) {
    recording_.events.push_back({ns(us), recording_.events.size(), who, std::move(data)});
  }

  Recording take() {
    sort_events(recording_);
    return std::move(recording_);
  }

 private:
  static std::int64_t ns(double us) { return static_cast<std::int64_t>(us * 1000); }

  Recording recording_;
};

inline Observation observation(Verdict verdict, std::vector<std::string> messages,
                               Numbers numbers) {
  Observation seen;
  seen.verdict = verdict;
  seen.messages = std::move(messages);
  seen.numbers = std::move(numbers);
  seen.sender = seen.receiver = {Ending::How::exited, 0};
  return seen;
}

struct Sample {
  Lab lab;
  Recording broken;
  Recording fixed;
  Comparison comparison;
};

inline Sample two_writes_one_read() {
  Sample s;
  s.lab.number = "01";
  s.lab.name = "two-writes-one-read";
  s.lab.title = {"Two writes, one read", "写了两次，一次读完"};
  s.lab.symptom = {"The sender calls send twice; the receiver's one recv returns both messages.",
                   "发送方调用了两次 send，接收方一次 recv 就把两条消息都拿到了。"};
  s.lab.why = {
      "TCP carries a stream of bytes. recv returns what has arrived, up to the size of the buffer; "
      "where one send ended is not kept anywhere. The fix writes that down itself: a length before "
      "each message.",
      "TCP 传的是字节流。recv 把已经到达的字节交出来，最多填满缓冲区；一次 send "
      "到哪里为止，并没有记在任何地方。修正的办法是自己写明：每条消息之前先发长度。"};
  s.lab.meant.messages = {"hello", "world"};

  Script broken(Version::broken);
  broken.send(1000, "hello", {0, 1, 1, 0, 0});
  broken.send(1021, "world", {0, 2, 2, 0, 0});
  broken.close(1040, kSender);
  broken.recv(1060, 1064, 1024, "helloworld").what.queued = 10;
  broken.message(1090, "helloworld");
  broken.recv(1095, 1097, 1024, "");
  broken.close(1110, kReceiver);
  s.broken = broken.take();

  Script fixed(Version::fixed);
  const std::string length("\0\0\0\5", 4);
  fixed.send(1000, length, {0, 1, 1, 0, 0});
  fixed.send(1018, "hello", {0, 2, 2, 0, 0});
  fixed.send(1034, length, {0, 3, 3, 0, 0});
  fixed.send(1050, "world", {0, 4, 4, 0, 0});
  fixed.close(1066, kSender);
  fixed.recv(1080, 1084, 4, length).what.queued = 18;
  fixed.recv(1088, 1090, 5, "hello");
  fixed.message(1100, "hello");
  fixed.recv(1103, 1105, 4, length);
  fixed.recv(1109, 1111, 5, "world");
  fixed.message(1120, "world");
  fixed.recv(1123, 1125, 4, "");
  fixed.close(1131, kReceiver);
  s.fixed = fixed.take();

  s.comparison.outcome = Outcome::reproduced;
  s.comparison.broken = observation(
      Verdict::merged, {"helloworld"},
      {{Number::messages, 1}, {Number::writes, 2}, {Number::reads, 1}, {Number::segments, 2}});
  s.comparison.fixed = observation(
      Verdict::same, {"hello", "world"},
      {{Number::messages, 2}, {Number::writes, 4}, {Number::reads, 4}, {Number::segments, 4}});
  s.comparison.differences = {{"verdict", "merged", "same"}, {"messages", "1", "2"},
                              {"reads", "1", "4"},           {"writes", "2", "4"},
                              {"segments", "2", "4"},        {"ending", "exit 0", "exit 0"}};
  return s;
}

/// Five exchanges; each takes `stall_us` where the body is held.
inline Recording exchanges(Version version, bool nodelay, double stall_us) {
  Script script(version);
  if (nodelay) script.option(990, kSender, TCP_NODELAY, 1);
  const std::string header("\0\0\0\4", 4);
  double us = 1000;
  for (int i = 0; i < 5; ++i) {
    script.option(us - 5, kReceiver, TCP_QUICKACK, 0);
    script.send(us, header, {0, 1, 1, 0, 0});
    const TcpState held = nodelay ? TcpState{0, 2, 2, 0, 0} : TcpState{4, 1, 1, 0, 0};
    script.send(us + 20, "ping", held);
    script.recv(us - 3, us + 30, 4, header);
    const double arrives = us + 45 + stall_us * (1 + 0.003 * i);
    script.recv(us + 36, arrives, 4, "ping");
    script.message(arrives + 30, "ping");
    script.send(arrives + 9, "pong", {}, kReceiver);
    script.recv(us + 33, arrives + 20, 4, "pong", kSender);
    us = arrives + 60;
  }
  script.close(us, kSender);
  script.recv(us - 4, us + 9, 4, "");
  return script.take();
}

inline std::vector<double> five_exchanges_ms(double stall_ms) {
  std::vector<double> times;
  for (int i = 0; i < 5; ++i) times.push_back(0.065 + stall_ms * (1 + 0.003 * i));
  return times;
}

inline Sample small_writes_wait() {
  Sample s;
  s.lab.number = "03";
  s.lab.name = "small-writes-wait";
  s.lab.title = {"Small writes wait", "小块写入要等"};
  s.lab.symptom = {"A request of 8 bytes takes 40 ms on a network that needs none of it.",
                   "8 个字节的请求，网络几乎不花时间，却用了 40 毫秒。"};
  s.lab.why = {
      "Nagle's algorithm keeps a small segment back while an earlier one is not acknowledged; the "
      "receiver delays that ACK in the hope of a reply to carry it. Each waits for the other.",
      "前一段还没有得到确认，Nagle 算法就先压住小段不发；而接收方延迟确认，想等应答时捎带。"
      "两边都在等对方。"};
  s.lab.meant.messages.assign(5, "ping");
  s.broken = exchanges(Version::broken, false, 43900);
  s.fixed = exchanges(Version::fixed, true, 0);
  s.comparison.outcome = Outcome::reproduced;
  s.comparison.broken =
      observation(Verdict::stalled, s.lab.meant.messages, {{Number::exchange_ms, 44.2}});
  s.comparison.broken.exchanges_ms = five_exchanges_ms(43.9);
  s.comparison.fixed =
      observation(Verdict::same, s.lab.meant.messages, {{Number::exchange_ms, 0.1}});
  s.comparison.fixed.exchanges_ms = five_exchanges_ms(0);
  s.comparison.differences = {{"verdict", "stalled", "same"},
                              {"exchange_ms", "44.2", "0.1"},
                              {"held_bytes", "4", "0"},
                              {"segments", "10", "10"}};
  return s;
}

inline Sample empty_read() {
  Sample s;
  s.lab.number = "05";
  s.lab.name = "empty-read";
  s.lab.title = {"An empty read", "空读"};
  s.lab.symptom = {"After the last byte, the receiver gets empty messages without end.",
                   "最后一个字节之后，接收方没完没了地收到“空消息”。"};
  s.lab.why = {
      "recv returns 0 for one reason: the peer has ended the stream. It says so every time.",
      "recv 返回 0 只有一个意思：对方已经结束了发送。再问多少次，都是这个回答。"};
  s.lab.meant.messages = {"hello"};

  Script broken(Version::broken);
  broken.send(1000, "hello", {0, 1, 1, 0, 0});
  broken.recv(990, 1020, 2, "he");
  broken.recv(1030, 1033, 2, "ll");
  broken.recv(1040, 1042, 1, "o");
  broken.message(1060, "hello");
  broken.close(1300, kSender);
  std::vector<std::string> understood = {"hello"};
  for (int i = 0; i < 1000; ++i) {
    broken.recv(1310 + 3 * i, 1311 + 3 * i, 2, "");
    broken.message(1340 + 3 * (i / 40) * 40, "");
    understood.emplace_back();
  }
  broken.exit(4500, kReceiver, {1, 0, false});
  s.broken = broken.take();

  Script fixed(Version::fixed);
  fixed.send(1000, "hello", {0, 1, 1, 0, 0});
  fixed.recv(990, 1020, 2, "he");
  fixed.recv(1030, 1033, 2, "ll");
  fixed.recv(1040, 1042, 1, "o");
  fixed.message(1060, "hello");
  fixed.close(1300, kSender);
  fixed.recv(1050, 1311, 2, "");
  fixed.print(1330, "peer closed\n");
  s.fixed = fixed.take();

  s.comparison.outcome = Outcome::reproduced;
  s.comparison.broken = observation(Verdict::extra, understood, {{Number::empty_reads, 1000}});
  s.comparison.broken.receiver.code = 1;
  s.comparison.fixed = observation(Verdict::same, {"hello"}, {{Number::empty_reads, 1}});
  s.comparison.differences = {{"verdict", "extra", "same"},
                              {"messages", "1001", "1"},
                              {"empty_reads", "1000", "1"},
                              {"ending", "exit 0, exit 1", "exit 0, exit 0"}};
  return s;
}

}  // namespace stickylab::samples
