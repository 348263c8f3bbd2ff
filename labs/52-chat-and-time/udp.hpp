// A datagram socket with an owner.
#pragma once

#include <netinet/in.h>
#include <uv.h>

#include <functional>
#include <optional>
#include <string_view>

#include "loop.hpp"
#include "place.hpp"
#include "places.hpp"

namespace chat {

// Calls with each datagram that came whole; with an error of UDP, which is negative,
// and nothing: nobody is there.
class Socket
    : public Owned<uv_udp_t, std::function<void(const Place&, std::string_view, int)>> {
 public:
  using OnDatagram = std::function<void(const Place&, std::string_view, int)>;

  Socket(Loop& loop, OnDatagram on_datagram) : Owned(std::move(on_datagram)) {
    check(uv_udp_init(loop.get(), handle()), "socket");
  }
  void bind(const Place& place) {
    of_ipv6_ = !place.is_ipv4();
    const sockaddr_storage address = address_of(place, of_ipv6_);
    check(uv_udp_bind(handle(), reinterpret_cast<const sockaddr*>(&address), 0),
          "bind");
    receive();
  }
  // The place that it is bound to: the port that the kernel chose, if that was 0.
  Place place() {
    sockaddr_storage address{};
    int size = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    check(uv_udp_getsockname(handle(), plain, &size), "getsockname");
    return place_of(plain);
  }
  // Then it hears nobody else, and hears of it if nobody is there.
  void connect(const Place& place) {
    const sockaddr_storage address = address_of(place, !place.is_ipv4());
    check(uv_udp_connect(handle(), reinterpret_cast<const sockaddr*>(&address)),
          "connect");
    receive();
  }
  // To the one it is connected with, or to `place`. If the kernel has no room it is
  // lost, as it may be on the way.
  void send(std::string_view bytes, std::optional<Place> place = std::nullopt) {
    uv_buf_t buffer = uv_buf_init(const_cast<char*>(bytes.data()),
                                  static_cast<unsigned>(bytes.size()));
    const sockaddr_storage address = address_of(place.value_or(Place{}), of_ipv6_);
    uv_udp_try_send(handle(), &buffer, 1,
                    place ? reinterpret_cast<const sockaddr*>(&address) : nullptr);
  }

 private:
  void receive() {
    const auto give_room = [](uv_handle_t* handle, std::size_t, uv_buf_t* buffer) {
      auto& room = state_of(reinterpret_cast<uv_udp_t*>(handle)).room;
      *buffer = uv_buf_init(room.data(), static_cast<unsigned>(room.size()));
    };
    check(uv_udp_recv_start(handle(), give_room, on_receive), "recv");
  }
  static void on_receive(uv_udp_t* socket, ssize_t size, const uv_buf_t* buffer,
                         const sockaddr* from, unsigned flags) {
    const OnDatagram& call = state_of(socket).function;
    if (!call || (flags & UV_UDP_PARTIAL) != 0) return;
    if (size < 0) return call({}, {}, static_cast<int>(size));
    if (from == nullptr) return;  // nothing more is there
    call(place_of(from), {buffer->base, static_cast<std::size_t>(size)}, 0);
  }

  bool of_ipv6_ = false;  // one that is bound to `[::]` serves IPv4 too
};

}  // namespace chat
