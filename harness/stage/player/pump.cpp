#include "stage/player/pump.hpp"

#include <sys/socket.h>

#include "base/clocks.hpp"
#include "stage/process/usage.hpp"

namespace stickylab {
namespace {

constexpr int kAsleepTicks = 200;  // 20 ms without a single time slice: it waits for us
constexpr int kRestTicks = 1;      // from one tick to the next: it has done what a read led to
// One that has read all, and looks again and again without a wait, is given as much as this.
constexpr std::int64_t kRestlessNs = 5'000'000;
constexpr int kRestlessTicks = 2000;
// One that wakes all the time, by a timer of its own, has said by then what it had to say.
constexpr int kWaitsTicks = 5000;

}  // namespace

Pump::Pump(int socket, SocketQueue queue, std::shared_ptr<Brake> reader, Cutting cutting,
           OnSent on_sent)
    : socket_(socket),
      queue_(std::move(queue)),
      reader_(std::move(reader)),
      stillness_(reader_->program()),
      cutting_(std::move(cutting)),
      on_sent_(std::move(on_sent)) {}

void Pump::give(std::string_view bytes) {
  for (const std::size_t size : pieces(cutting_, given_, given_ + bytes.size())) {
    pieces_.emplace_back(bytes.substr(0, size));
    bytes.remove_prefix(size);
    given_ += size;
  }
}

bool Pump::go_on() {
  if (!is_delivered()) return false;
  if (pieces_.empty()) return true;
  if (is_paused()) return false;
  if (cutting_.pacing == Pacing::merged) stop_reader();
  send_piece();
  return false;
}

bool Pump::is_delivered() {
  if (stopped_) return has_arrived();
  if (sent_ == 0 || delivered_) return true;
  // A program may wait for more than this piece before it reads (SO_RCVLOWAT, a peek).
  delivered_ = is_drained() ? reader_rests() : has_arrived() && reader_sleeps();
  return delivered_;
}

/// Whether the program, which has read all, sleeps: had it asked for more, it would have found
/// nothing.
bool Pump::reader_rests() {
  if (stillness_.has_slept(kRestTicks)) return true;
  const std::int64_t ran_ns = ran_in_all_ns(reader_->program());
  if (!ran_ns_) ran_ns_ = ran_ns;
  return ran_ns - *ran_ns_ >= kRestlessNs || ++restless_ticks_ >= kRestlessTicks;
}

bool Pump::has_arrived() const {
  const auto bytes = queue_.bytes();
  return !bytes || bytes->arrived >= sent_;
}

bool Pump::is_drained() const {
  const auto bytes = queue_.bytes();
  return !bytes || (bytes->arrived >= sent_ && bytes->queued == 0);
}

bool Pump::reader_waits() {
  if (!has_arrived()) return false;
  if (reader_sleeps()) return true;
  restless_ticks_ = is_drained() ? restless_ticks_ + 1 : 0;
  return restless_ticks_ >= kWaitsTicks;
}

bool Pump::reader_sleeps() { return stillness_.has_slept(kAsleepTicks); }

/// The time of a pause begins when the last piece has been read.
bool Pump::is_paused() {
  if (cutting_.pause_ms == 0 || sent_ == 0) return false;
  const std::int64_t now = now_ns(CLOCK_MONOTONIC);
  if (!goes_ns_) goes_ns_ = now + cutting_.pause_ms * std::int64_t{1'000'000};
  return now < *goes_ns_;
}

void Pump::stop_reader() {
  if (stopped_) return;
  stopped_ = true;
  reader_->hold();
}

void Pump::release() {
  if (stopped_) reader_->release();
  stopped_ = false;
}

void Pump::send_piece() {
  const std::int64_t entered_ns = now_ns(CLOCK_MONOTONIC);
  std::string& piece = pieces_.front();
  const ssize_t sent = send(socket_, piece.data(), piece.size(), MSG_NOSIGNAL);
  if (sent < 0 && errno == EAGAIN) return;
  if (sent < 0) {  // the program is gone: there is nobody to deliver the rest to
    pieces_.clear();
    return;
  }
  stillness_.restart();
  delivered_ = false;
  ran_ns_.reset();
  goes_ns_.reset();
  restless_ticks_ = 0;
  const auto size = static_cast<std::size_t>(sent);
  sent_ += size;
  on_sent_(piece.substr(0, size), entered_ns);
  piece.erase(0, size);
  if (piece.empty()) pieces_.pop_front();
}

}  // namespace stickylab
