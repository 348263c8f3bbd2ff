#include "stage/player/datagram_pump.hpp"

#include <sys/socket.h>

#include "base/clocks.hpp"

namespace stickylab {
namespace {

constexpr int kSpentTicks = 10;      // a millisecond
constexpr int kPatienceTicks = 200;  // 20 ms
constexpr int kBusyTicks = 1000;     // 100 ms, for a program that looks again and again
constexpr double kTicksInMs = 10;

}  // namespace

DatagramPump::DatagramPump(int socket, DatagramQueue queue, std::shared_ptr<Brake> reader,
                           Pacing pacing, double way_ms, OnSent on_sent)
    : socket_(socket),
      queue_(std::move(queue)),
      reader_(std::move(reader)),
      stillness_(reader_->program()),
      pacing_(pacing),
      patience_(kPatienceTicks + static_cast<int>(way_ms * kTicksInMs)),
      on_sent_(std::move(on_sent)) {}

void DatagramPump::go_on() {
  look();
  if (datagrams_.empty()) {
    release();
  } else if (pacing_ == Pacing::merged) {
    if (!stopped_) reader_->hold();
    stopped_ = true;
    send_next();
  } else if (is_due()) {
    send_next();
  }
}

void DatagramPump::look() {
  empty_ = queue_.memory().value_or(0) == 0;
  const bool sleeps = stillness_.has_slept(1);
  asleep_ticks_ = sleeps ? asleep_ticks_ + 1 : 0;
  empty_ticks_ = empty_ ? empty_ticks_ + 1 : 0;
  stirred_ = stirred_ || !empty_ || !sleeps;
}

bool DatagramPump::is_due() const {
  if (!any_sent_ || asleep_ticks_ >= patience_) return true;
  return empty_ && stirred_ && (asleep_ticks_ >= kSpentTicks || empty_ticks_ >= patience_);
}

bool DatagramPump::is_quiet() const {
  return is_drained() && (asleep_ticks_ >= patience_ || empty_ticks_ >= kBusyTicks + patience_);
}

void DatagramPump::release() {
  if (stopped_) reader_->release();
  stopped_ = false;
}

/// A program that is gone refuses it: then nobody is there to get it.
void DatagramPump::send_next() {
  const std::int64_t entered_ns = now_ns(CLOCK_MONOTONIC);
  const std::string datagram = std::move(datagrams_.front());
  datagrams_.pop_front();
  const ssize_t sent = send(socket_, datagram.data(), datagram.size(), MSG_NOSIGNAL);
  any_sent_ = true;
  stirred_ = false;
  asleep_ticks_ = 0;
  empty_ticks_ = 0;
  stillness_.restart();
  if (sent >= 0) on_sent_(datagram, entered_ns);
}

}  // namespace stickylab
