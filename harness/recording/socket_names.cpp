#include "recording/socket_names.hpp"

#include <algorithm>
#include <cerrno>
#include <map>
#include <tuple>

namespace stickylab {
namespace {

bool is_unnamed(const SocketCall& call) {
  return call.socket == 0 && call.call != Call::socket && call.call != Call::io_uring_setup;
}

/// A process opens a socket by socket or accept, or finds one on a descriptor at its first call on
/// it. It may have inherited that at a fork, of which a recording says nothing. Then it is a socket
/// that another process of the same program has opened on the same descriptor, before this process
/// made its first call of all. A server that hands each connection to a child opens many of these,
/// one after the other, on one descriptor; the child has the one that has moved no bytes yet.
class SocketNames {
 public:
  explicit SocketNames(std::vector<Event>& events) : events_(events) {}

  std::optional<std::size_t> give() {
    for (at_ = 0; at_ < events_.size(); ++at_) {
      Event& event = events_[at_];
      if (auto* entered = std::get_if<CallEntered>(&event.data)) enter(event.who, entered->what);
      if (auto* returned = std::get_if<CallReturned>(&event.data)) leave(event.who, *returned);
    }
    return unclear_;
  }

 private:
  using Process = std::pair<Actor, int>;
  using Thread = std::pair<Actor, int>;
  using Descriptor = std::tuple<Actor, int, int>;  // pid, fd

  enum class Use { other, listens, moves };

  struct Opened {
    int pid = 0;
    std::size_t at = 0;  ///< place of the event
    Use use{};
    bool has_moved = false;  ///< bytes
  };

  static Use use_of(const SocketCall& call) {
    if (call.call == Call::listen || call.call == Call::accept) return Use::listens;
    const bool moves = is_read(call.call) || is_write(call.call) || call.call == Call::connect ||
                       call.call == Call::shutdown;
    return moves ? Use::moves : Use::other;
  }

  void enter(Actor who, SocketCall& call) {
    first_call_.try_emplace({who, call.pid}, at_);
    call.socket = name(who, call);
    if (call.call == Call::close) open_.erase({who, call.pid, call.fd});
    begun_[{who, call.tid}] = call.socket;
  }

  void leave(Actor who, CallReturned& call) {
    first_call_.try_emplace({who, call.what.pid}, at_);
    // By the thread: another one may have opened the descriptor again since a close began.
    const auto begun = begun_.find({who, call.what.tid});
    call.what.socket = begun == begun_.end() ? name(who, call.what) : begun->second;
    if (begun != begun_.end()) begun_.erase(begun);
    if (is_made_up(call.what.socket)) note(opened(call.what.socket), call);
    const bool makes = call.what.call == Call::socket || call.what.call == Call::accept;
    if (makes && call.result >= 0 && call.what.made == 0)
      call.what.made = open(who, call.what, static_cast<int>(call.result));
  }

  static void note(Opened& opened, const CallReturned& call) {
    const bool connected =
        call.what.call != Call::connect || call.result == 0 || call.error == EINPROGRESS;
    const Use use = use_of(call.what);
    if (use != Use::other && connected) opened.use = use;
    if ((is_read(call.what.call) || is_write(call.what.call)) && call.result > 0)
      opened.has_moved = true;
  }

  std::uint64_t name(Actor who, const SocketCall& call) {
    if (!is_unnamed(call)) return call.socket;
    const auto known = open_.find({who, call.pid, call.fd});
    if (known != open_.end()) return known->second;
    const std::vector<std::uint64_t> inherited = inheritable(who, call);
    if (inherited.empty()) return open(who, call, call.fd);
    if (inherited.size() > 1) {
      if (call.call != Call::close && !unclear_) unclear_ = at_;
      return 0;
    }
    return open_[{who, call.pid, call.fd}] = inherited.front();
  }

  /// What a process may have found on a descriptor; more than one if that is not clear.
  std::vector<std::uint64_t> inheritable(Actor who, const SocketCall& call) {
    const std::size_t before = first_call_.at({who, call.pid});
    const Use use = use_of(call);
    std::vector<std::uint64_t> found;
    std::vector<std::uint64_t> unused;
    for (const std::uint64_t socket : on_[{who, call.fd}]) {
      const Opened& is = opened(socket);
      if (is.pid == call.pid || is.at >= before || (use != Use::other && is.use != use)) continue;
      found = {socket};
      if (!is.has_moved) unused.push_back(socket);
    }
    return unused.empty() ? found : unused;
  }

  /// A new number for what stands on `fd` from `call` on; which has made it there, or found it.
  std::uint64_t open(Actor who, const SocketCall& call, int fd) {
    const std::uint64_t socket = kFirstMadeUpSocket + sockets_.size();
    const bool found = call.fd == fd;
    const bool moves = found || call.call == Call::accept || call.datagram;
    sockets_.push_back({call.pid, at_, moves ? Use::moves : Use::other, found});
    on_[{who, fd}].push_back(socket);
    return open_[{who, call.pid, fd}] = socket;
  }

  Opened& opened(std::uint64_t socket) { return sockets_[socket - kFirstMadeUpSocket]; }

  std::vector<Event>& events_;
  std::size_t at_ = 0;
  std::optional<std::size_t> unclear_;
  std::map<Process, std::size_t> first_call_;  ///< place of the event
  std::map<Thread, std::uint64_t> begun_;      ///< socket of the call that it is in
  std::map<Descriptor, std::uint64_t> open_;   ///< what stands on a descriptor
  std::vector<Opened> sockets_;                ///< by their numbers
  std::map<std::pair<Actor, int>, std::vector<std::uint64_t>> on_;  ///< by fd, in order
};

}  // namespace

bool has_unnamed_sockets(const std::vector<Event>& events) {
  return std::any_of(events.begin(), events.end(), [](const Event& event) {
    const auto* entered = std::get_if<CallEntered>(&event.data);
    const auto* returned = std::get_if<CallReturned>(&event.data);
    return (entered && is_unnamed(entered->what)) || (returned && is_unnamed(returned->what));
  });
}

std::optional<std::size_t> name_sockets(std::vector<Event>& events) {
  return SocketNames(events).give();
}

}  // namespace stickylab
