#include "stage/player/delivery.hpp"

#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>

#include "stage/socket/address.hpp"

namespace stickylab {

Delivery::Delivery(Loop& loop, Recorder& recorder, const Stage& stage, const DeliverySpec& spec,
                   const Endpoint& server, pid_t receiver, std::function<void()> on_silence)
    : recorder_(recorder),
      stage_(stage),
      spec_(spec),
      server_(server),
      receiver_(receiver),
      on_silence_(std::move(on_silence)),
      size_(std::min(spec.stream.bytes.size(),
                     spec.schedule.after.value_or(spec.stream.bytes.size()))),
      ticker_(loop, [this] { tick(); }) {
  connect();
}

void Delivery::connect() {
  stage_.on_host(kSender, [this] {
    socket_ = Fd(must(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket"));
  });
  const int on = 1;  // a piece leaves as it is
  must(setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
  const sockaddr_in address = to_address(server_);
  if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0 &&
      errno != EINPROGRESS)
    throw_errno("connect to the receiver");
}

bool Delivery::is_connected() {
  pollfd event{.fd = socket_.get(), .events = POLLOUT, .revents = 0};
  if (poll(&event, 1, 0) == 0) return false;
  sockaddr_in own{};
  socklen_t size = sizeof own;
  must(getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&own), &size), "getsockname");
  stage_.on_host(kReceiver, [&] {
    pump_.emplace(socket_.get(), SocketQueue(to_address(server_), own), receiver_,
                  spec_.schedule.stream, [this](const std::string& piece, std::int64_t entered_ns) {
                    record(Call::send, piece, 0, entered_ns);
                  });
  });
  return true;
}

void Delivery::tick() {
  if (state_ == State::done) return;
  if (state_ == State::connecting) {
    if (!is_connected()) return;
    state_ = State::sending;
  }
  take_replies();
  if (state_ == State::sending) {
    if (pump_->go_on()) next_turn();
  } else if (pump_->has_arrived() && pump_->reader_sleeps()) {
    state_ = State::done;
    on_silence_();
  }
}

/// All that was given has been delivered.
void Delivery::next_turn() {
  const auto& turns = spec_.stream.turns;
  const auto turn =
      std::find_if(turns.begin(), turns.end(), [&](const Turn& t) { return t.offset >= given_; });
  const bool waits = turn != turns.end() && turn->offset == given_;
  if (waits && (!pump_->is_drained() || replied_ < turn->replies)) return;
  if (given_ >= size_) {
    end();
    return;
  }
  const auto next = waits ? std::next(turn) : turn;
  const std::size_t to = next == turns.end() ? size_ : std::min(size_, next->offset);
  pump_->give(std::string_view(spec_.stream.bytes).substr(given_, to - given_));
  given_ = to;
}

void Delivery::end() {
  const std::int64_t entered_ns = Recorder::now_ns();
  state_ = State::done;
  if (spec_.schedule.end == StreamEnd::silence) {
    state_ = State::listening_on;
  } else if (spec_.schedule.end == StreamEnd::rst) {
    const linger now{.l_onoff = 1, .l_linger = 0};  // close sends RST, socket(7)
    must(setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &now, sizeof now), "SO_LINGER");
    socket_.reset();
    record(Call::close, "", 0, entered_ns);
  } else {
    shutdown(socket_.get(), SHUT_WR);
    record(Call::shutdown, "", SHUT_WR, entered_ns);
  }
}

/// A receiver that replies must not come to a stand because nobody reads.
void Delivery::take_replies() {
  char buffer[4096];
  for (ssize_t n = 0; (n = recv(socket_.get(), buffer, sizeof buffer, MSG_DONTWAIT)) > 0;)
    replied_ += static_cast<std::size_t>(n);
}

void Delivery::record(Call call, const std::string& bytes, int value, std::int64_t entered_ns) {
  CallReturned returned;
  returned.what.call = call;
  returned.what.pid = getpid();
  returned.what.tid = getpid();
  returned.what.fd = 0;
  returned.what.length = bytes.size();
  returned.what.value = value;
  returned.entered_ns = entered_ns - recorder_.start_ns();
  returned.result = static_cast<std::int64_t>(bytes.size());
  returned.bytes = bytes;
  recorder_.add(kSender, returned);
}

}  // namespace stickylab
