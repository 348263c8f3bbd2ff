#include "stage/player/client.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>

#include "stage/player/sockets.hpp"

namespace stickylab {

Client::Client(const Surroundings& around, Actor self, Contact server, Endpoint place,
               const Played& played, std::function<void(bool)> on_end)
    : around_(around),
      self_(self),
      server_(std::move(server)),
      place_(std::move(place)),
      played_(played),
      on_end_(std::move(on_end)),
      ticker_(around.loop, [this] { tick(); }) {
  for (const Script::Line& line : played.script.lines) lines_.emplace_back(line);
  for (Doing& doing : lines_)
    if (!doing.line.starts) start(doing);
}

void Client::start(Doing& doing) {
  const Script::Line& line = doing.line;
  Fd socket;
  around_.on_host(self_, [&] { socket = stream_socket(); });
  doing.talk.emplace(around_, self_, std::move(socket), played_.stream(line.connection),
                     Talk::Manner{Call::connect, line.connection, line.schedule.stream,
                                  line.schedule.end, line.schedule.after});
  const sockaddr_in address = to_address(place_);
  if (connect(doing.talk->socket().get(), reinterpret_cast<const sockaddr*>(&address),
              sizeof address) < 0 &&
      errno != EINPROGRESS)
    throw_errno("connect to the server");
}

bool Client::may_start(const Script::Line& line) const {
  if (!line.starts) return true;
  return std::any_of(lines_.begin(), lines_.end(), [&](const Doing& other) {
    return other.line.connection == line.starts->connection && other.talk &&
           (other.talk->sent() >= line.starts->sent || other.talk->is_done());
  });
}

void Client::begin(Doing& doing) {
  const sockaddr_in own = name_of(doing.talk->socket());
  around_.on_host(server_.actor,
                  [&] { doing.talk->begin(server_, SocketQueue(to_address(place_), own)); });
}

void Client::tick() {
  if (ended_) return;
  for (Doing& doing : lines_) {
    if (!doing.talk && may_start(doing.line)) start(doing);
    if (!doing.talk) continue;
    if (!doing.talk->has_begun()) {
      pollfd event{.fd = doing.talk->socket().get(), .events = POLLOUT, .revents = 0};
      if (poll(&event, 1, 0) == 0) continue;
      begin(doing);
    }
    doing.talk->go_on();
  }
  const auto is_done = [](const Doing& doing) { return doing.talk && doing.talk->is_done(); };
  ended_ = std::all_of(lines_.begin(), lines_.end(), is_done);
  if (!ended_) return;
  on_end_(std::any_of(lines_.begin(), lines_.end(),
                      [](const Doing& doing) { return doing.talk->is_silent(); }));
}

}  // namespace stickylab
