#include "stage/player/talk.hpp"

#include <sys/socket.h>

#include <algorithm>

#include "stage/player/sockets.hpp"

namespace stickylab {
namespace {

// In a conversation that is not patient:
constexpr int kQuietTicks = 20;   // 2 ms of silence: what it has said is all
constexpr int kLongTicks = 5000;  // half a second of silence: so it is although more was to come

}  // namespace

Talk::Talk(const Surroundings& around, Actor self, Fd socket, const Stream& stream, Manner manner)
    : around_(around),
      self_(self),
      stream_(stream),
      manner_(std::move(manner)),
      size_(std::min(stream.bytes.size(), manner_.after.value_or(stream.bytes.size()))),
      socket_(std::move(socket)) {
  send_at_once(socket_);
}

void Talk::begin(const Contact& program, SocketQueue queue) {
  cookie_ = cookie_of(socket_);
  stillness_.emplace(program.brake->program());
  record_opening();
  pump_.emplace(socket_.get(), std::move(queue), program.brake, manner_.cutting,
                [this](const std::string& piece, std::int64_t entered_ns) {
                  sent_ += piece.size();
                  silent_ticks_ = 0;
                  record(Call::send, piece, 0, entered_ns);
                });
}

void Talk::go_on() {
  if (state_ == State::done) return;
  take_replies();
  ++silent_ticks_;
  if (state_ == State::sending) {
    if (pump_->go_on()) next_turn();
  } else if (state_ == State::ending) {
    if (!pump_->end_has_arrived()) return;
    pump_->release();
    state_ = after_end();
  } else if (state_ == State::closing) {
    if (has_replied(stream_.replies.size())) state_ = State::done;
  } else if (pump_->reader_waits()) {
    state_ = State::done;
    silent_ = true;
  }
}

/// All that was given has been delivered.
void Talk::next_turn() {
  const auto& turns = stream_.turns;
  const auto turn =
      std::find_if(turns.begin(), turns.end(), [&](const Turn& t) { return t.offset >= given_; });
  const bool waits = turn != turns.end() && turn->offset == given_;
  if (waits && (!pump_->is_drained() || !has_replied(turn->replies))) return pump_->release();
  if (given_ >= size_ && pump_->holds() && !ends_with_data()) return pump_->release();
  heard_ = replied_;
  if (given_ >= size_) return end();
  const auto next = waits ? std::next(turn) : turn;
  const std::size_t to = next == turns.end() ? size_ : std::min(size_, next->offset);
  pump_->give(std::string_view(stream_.bytes).substr(given_, to - given_));
  given_ = to;
}

/// Whether the program has said so much, or nothing more is to be expected of it.
bool Talk::has_replied(std::size_t replies) {
  if (stream_.patient) return replied_ >= replies;
  if (peer_ended_) return true;
  const bool answers = manner_.opening == Call::accept;  // it speaks when it was asked
  if (answers && replied_ == heard_) return false;
  if (replied_ >= replies) return silent_ticks_ >= kQuietTicks && stillness_->ticks() > 0;
  // It may have a timer of its own; and one that was cut off may never come to rest.
  return silent_ticks_ >= kLongTicks && (manner_.after || stillness_->ticks() > 0);
}

/// Whether the end may be in the program's queue together with the last bytes. It may not where the
/// real sender waited for its last reply before it closed.
bool Talk::ends_with_data() const {
  if (manner_.end == StreamEnd::silence) return false;
  return manner_.end == StreamEnd::rst || manner_.after || !stream_.ends_answered;
}

Talk::State Talk::after_end() const {
  return stream_.patient || manner_.end == StreamEnd::rst ? State::done : State::closing;
}

void Talk::end() {
  const std::int64_t entered_ns = Recorder::now_ns();
  state_ = pump_->holds() ? State::ending : after_end();
  if (manner_.end == StreamEnd::silence) {
    state_ = State::listening_on;
  } else if (manner_.end == StreamEnd::rst) {
    reset_connection(socket_);
    CallReturned lingers = returned(Call::setsockopt, entered_ns);
    lingers.what.level = SOL_SOCKET;
    lingers.what.option = SO_LINGER;
    lingers.what.value = 1;
    around_.recorder.add(self_, lingers);
    record(Call::close, "", 0, entered_ns);
  } else {
    shutdown(socket_.get(), SHUT_WR);
    record(Call::shutdown, "", SHUT_WR, entered_ns);
  }
}

void Talk::take_replies() {
  char buffer[65536];
  while (!peer_ended_) {
    const std::int64_t entered_ns = Recorder::now_ns();
    const ssize_t n = recv(socket_.get(), buffer, sizeof buffer, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    peer_ended_ = n <= 0;
    if (n < 0) return;
    replied_ += static_cast<std::size_t>(n);
    record(Call::recv, {buffer, static_cast<std::size_t>(n)}, 0, entered_ns);
    if (stillness_) stillness_->restart();
    silent_ticks_ = 0;
  }
}

CallReturned Talk::returned(Call call, std::int64_t entered_ns) const {
  CallReturned returned;
  returned.what.call = call;
  returned.what.pid = getpid();
  returned.what.tid = getpid();
  returned.what.fd = manner_.connection - 1;
  returned.what.socket = cookie_;
  returned.entered_ns = entered_ns - around_.recorder.start_ns();
  return returned;
}

void Talk::record_opening() {
  const auto peer = peer_of(socket_);
  if (!peer) return;
  CallReturned opened = returned(manner_.opening, Recorder::now_ns());
  opened.what.own = text_of(name_of(socket_));
  opened.what.address = text_of(*peer);
  if (manner_.opening == Call::accept) opened.what.made = std::exchange(opened.what.socket, 0);
  around_.recorder.add(self_, opened);
}

void Talk::record(Call call, const std::string& bytes, int value, std::int64_t entered_ns) {
  CallReturned done = returned(call, entered_ns);
  done.what.length = bytes.size();
  done.what.value = value;
  done.result = static_cast<std::int64_t>(bytes.size());
  done.bytes = bytes;
  around_.recorder.add(self_, done);
}

}  // namespace stickylab
