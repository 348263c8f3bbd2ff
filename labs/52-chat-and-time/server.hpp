// The server: the service on a socket.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "clock.hpp"
#include "cookie.hpp"
#include "place.hpp"
#include "service.hpp"
#include "udp.hpp"

namespace chat {

inline Wall wall_clock() {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(since_1970).count();
}

class Server {
 public:
  // `on_empty`: everybody has left, or was forgotten.
  Server(Loop& loop, const Place& place, OnHeld on_held, std::function<void()> on_empty)
      : service_(new_key(), new_secret(),
                 {[this](const Place& to, std::string_view bytes) {
                    socket_.send(bytes, to);
                  },
                  wall_clock, std::move(on_held)}),
        socket_(loop, [this](const Place& from, std::string_view bytes,
                             int error) { take(from, bytes, error); }),
        alarm_(loop, [this] { step(); }),
        on_empty_(std::move(on_empty)) {
    socket_.bind(place);
  }
  Place place() {
    return socket_.place();
  }

 private:
  static std::uint64_t new_secret() {
    std::uint64_t secret = 0;
    randombytes_buf(&secret, sizeof secret);
    return secret;
  }

  // An error is about a datagram that was sent before; who is gone is forgotten in
  // time.
  void take(const Place& from, std::string_view bytes, int error) {
    if (error == 0) service_.receive(from, bytes, monotonic());
    step();
  }

  void step() {
    service_.tick(monotonic());
    alarm_.set(service_.next());
    const bool empty = service_.people() == 0;
    if (empty && !std::exchange(was_empty_, empty) && on_empty_) on_empty_();
    was_empty_ = empty;
  }

  Service service_;
  Socket socket_;
  Alarm alarm_;
  std::function<void()> on_empty_;
  bool was_empty_ = true;
};

}  // namespace chat
