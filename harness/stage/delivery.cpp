#include "stage/delivery.hpp"

#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/wait.h>

#include <algorithm>
#include <fstream>

#include "stage/address.hpp"
#include "stage/proc_stat.hpp"

namespace stickylab {
namespace {

constexpr long kTickNs = 100'000;
constexpr int kAsleepTicks = 200;  // 20 ms without a single time slice: it waits for us

Fd make_ticker() {
  Fd fd(must(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC), "timerfd"));
  const itimerspec every{.it_interval = {0, kTickNs}, .it_value = {0, kTickNs}};
  must(timerfd_settime(fd.get(), 0, &every, nullptr), "timerfd_settime");
  return fd;
}

/// The pieces of the schedule, cut again where a turn of the conversation begins.
std::vector<std::size_t> pieces_of(const DeliverySpec& spec) {
  std::vector<std::size_t> sizes;
  std::size_t from = 0;
  for (const std::size_t size : pieces(spec.schedule, spec.stream.bytes.size())) {
    const std::size_t to = from + size;
    for (const Turn& turn : spec.stream.turns) {
      if (turn.offset <= from || turn.offset >= to) continue;
      sizes.push_back(turn.offset - from);
      from = turn.offset;
    }
    sizes.push_back(to - from);
    from = to;
  }
  return sizes;
}

}  // namespace

Delivery::Delivery(Loop& loop, Recorder& recorder, const Stage& stage, const DeliverySpec& spec,
                   pid_t receiver, std::function<void()> on_silence)
    : recorder_(recorder),
      stage_(stage),
      spec_(spec),
      receiver_(receiver),
      on_silence_(std::move(on_silence)),
      pieces_(pieces_of(spec)),
      timer_fd_(make_ticker()),
      timer_(loop, timer_fd_.get(), [this] { tick(); }) {
  connect();
}

Delivery::~Delivery() { stop_receiver(false); }

void Delivery::connect() {
  stage_.on_host(Who::sender, [this] {
    socket_ = Fd(must(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket"));
  });
  const int on = 1;  // a piece leaves as it is
  must(setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
  const sockaddr_in address = to_address(stage_.receiver());
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
  stage_.on_host(Who::receiver, [&] { queue_.emplace(to_address(stage_.receiver()), own); });
  return true;
}

void Delivery::tick() {
  std::uint64_t expirations = 0;
  [[maybe_unused]] const auto drained = read(timer_fd_.get(), &expirations, sizeof expirations);
  if (state_ == State::done) return;
  if (state_ == State::connecting) {
    if (!is_connected()) return;
    state_ = State::sending;
  }
  take_replies();
  if (state_ == State::draining && !may_go_on()) return;
  if (state_ == State::listening_on) {
    if (!has_arrived() || !receiver_sleeps()) return;
    state_ = State::done;
    on_silence_();
    return;
  }
  next_piece();
}

/// Whether the last piece is where it was to go, and the turn of the next one has come.
bool Delivery::may_go_on() {
  const auto turn = std::find_if(spec_.stream.turns.begin(), spec_.stream.turns.end(),
                                 [&](const Turn& t) { return t.offset == from_; });
  const bool is_turn = turn != spec_.stream.turns.end();
  if (is_turn && !stopped_) return is_drained() && replied_ >= turn->replies;
  if (stopped_ && has_arrived()) return true;
  // A program may wait for more than this piece before it reads (SO_RCVLOWAT, a peek).
  return is_drained() || (has_arrived() && receiver_sleeps());
}

/// A receiver that may not read before all is in its queue does not run until then.
void Delivery::stop_receiver(bool stop) {
  if (stopped_ == stop) return;
  stopped_ = stop;
  kill(-receiver_, stop ? SIGSTOP : SIGCONT);
  siginfo_t came{};  // a signal takes a moment to arrive
  if (stop) waitid(P_PID, static_cast<id_t>(receiver_), &came, WSTOPPED | WEXITED | WNOWAIT);
}

void Delivery::next_piece() {
  const bool merged = spec_.schedule.pacing == Pacing::merged;
  const bool turn_ends = std::any_of(spec_.stream.turns.begin(), spec_.stream.turns.end(),
                                     [&](const Turn& turn) { return turn.offset == from_; });
  if (stopped_ && turn_ends) {  // all of the turn is in the queue
    stop_receiver(false);
    return;
  }
  if (merged && next_ < pieces_.size()) stop_receiver(true);
  if (next_ < pieces_.size()) {
    send_piece();
    state_ = State::draining;
  } else {
    end();
  }
}

void Delivery::send_piece() {
  const std::int64_t entered_ns = Recorder::now_ns() - recorder_.start_ns();
  const std::string piece = spec_.stream.bytes.substr(from_, pieces_[next_]);
  // A receiver that is gone makes this fail: then there is nobody to deliver the rest to.
  const ssize_t sent = send(socket_.get(), piece.data(), piece.size(), MSG_NOSIGNAL);
  if (sent < 0 && errno == EAGAIN) return;
  if (sent < 0) {
    next_ = pieces_.size();
    return;
  }
  asleep_ = 0;
  record(Call::send, piece.substr(0, static_cast<std::size_t>(sent)), 0, entered_ns);
  from_ += static_cast<std::size_t>(sent);
  pieces_[next_] -= static_cast<std::size_t>(sent);
  if (pieces_[next_] == 0) ++next_;
}

/// Whether all that was sent is in the receiver's queue, or has been read. A receiver that is gone
/// has nothing to wait for.
bool Delivery::has_arrived() const {
  const auto bytes = queue_->bytes();
  return !bytes || bytes->arrived >= from_;
}

bool Delivery::is_drained() const {
  const auto bytes = queue_->bytes();
  return !bytes || (bytes->arrived >= from_ && bytes->queued == 0);
}

void Delivery::end() {
  const std::int64_t entered_ns = Recorder::now_ns() - recorder_.start_ns();
  stop_receiver(false);
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

/// Whether the receiver has not run for a while: the kernel counts its time slices, proc(5).
bool Delivery::receiver_sleeps() {
  std::ifstream file("/proc/" + std::to_string(receiver_) + "/schedstat");
  std::string slices;
  std::getline(file, slices);
  // One that is starved has no slices either, but it is not asleep.
  const auto stat = proc_stat(receiver_);
  const bool sleeps = !stat || stat->state == 'S';
  asleep_ = sleeps && slices == slept_ ? asleep_ + 1 : 0;
  slept_ = slices;
  return asleep_ >= kAsleepTicks;
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
  returned.entered_ns = entered_ns;
  returned.result = static_cast<std::int64_t>(bytes.size());
  returned.bytes = bytes;
  recorder_.add(Who::sender, returned);
}

}  // namespace stickylab
