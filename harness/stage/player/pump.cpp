#include "stage/player/pump.hpp"

#include <sys/socket.h>

#include "base/clocks.hpp"

namespace stickylab {
namespace {

constexpr int kAsleepTicks = 200;  // 20 ms without a single time slice: it waits for us

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
  if (pieces_.empty()) {
    release();
    return true;
  }
  if (cutting_.pacing == Pacing::merged) stop_reader();
  send_piece();
  return false;
}

bool Pump::is_delivered() {
  if (stopped_) return has_arrived();
  // A program may wait for more than this piece before it reads (SO_RCVLOWAT, a peek).
  return sent_ == 0 || is_drained() || (has_arrived() && reader_sleeps());
}

bool Pump::has_arrived() const {
  const auto bytes = queue_.bytes();
  return !bytes || bytes->arrived >= sent_;
}

bool Pump::is_drained() const {
  const auto bytes = queue_.bytes();
  return !bytes || (bytes->arrived >= sent_ && bytes->queued == 0);
}

bool Pump::reader_sleeps() { return stillness_.has_slept(kAsleepTicks); }

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
  const auto size = static_cast<std::size_t>(sent);
  sent_ += size;
  on_sent_(piece.substr(0, size), entered_ns);
  piece.erase(0, size);
  if (piece.empty()) pieces_.pop_front();
}

}  // namespace stickylab
