#include "stage/player/datagram_client.hpp"

#include <sys/socket.h>

#include "stage/player/sockets.hpp"

namespace stickylab {

DatagramClient::DatagramClient(const Surroundings& around, Actor self, const Contact& server,
                               const Endpoint& place, const Played& played, double way_ms,
                               Enough enough, std::function<void()> on_silence)
    : around_(around),
      self_(self),
      enough_(std::move(enough)),
      on_silence_(std::move(on_silence)),
      ticker_(around.loop, [this] { tick(); }) {
  const std::int64_t entered_ns = Recorder::now_ns();
  around_.on_host(self_, [&] { socket_ = datagram_socket(); });
  connect_to(socket_, place);
  CallReturned connected = returned(Call::connect, entered_ns);
  connected.what.own = text_of(name_of(socket_));
  connected.what.address = text_of(to_address(place));
  around_.recorder.add(self_, connected);
  std::optional<DatagramQueue> queue;
  around_.on_host(server.actor, [&] { queue.emplace(to_address(place), name_of(socket_)); });
  pump_.emplace(socket_.get(), std::move(*queue), server.brake, played.pacing, way_ms,
                [this](const std::string& datagram, std::int64_t began_ns) {
                  CallReturned sent = returned(Call::send, began_ns);
                  sent.what.length = datagram.size();
                  sent.result = static_cast<std::int64_t>(datagram.size());
                  sent.bytes = datagram;
                  around_.recorder.add(self_, sent);
                });
  for (const std::string& datagram : played.datagrams) pump_->give(datagram);
}

void DatagramClient::tick() {
  char answer[4096];
  while (recv(socket_.get(), answer, sizeof answer, MSG_DONTWAIT) >= 0) continue;
  pump_->go_on();
  if (told_ || !pump_->is_quiet() || !enough_.now()) return;
  told_ = true;
  on_silence_();
}

CallReturned DatagramClient::returned(Call call, std::int64_t entered_ns) const {
  CallReturned returned;
  returned.what.call = call;
  returned.what.pid = getpid();
  returned.what.tid = getpid();
  returned.what.fd = 0;
  returned.what.socket = cookie_of(socket_);
  returned.what.datagram = true;
  returned.entered_ns = entered_ns - around_.recorder.start_ns();
  return returned;
}

}  // namespace stickylab
