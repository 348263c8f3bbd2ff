// Ends that get a place instead of a socket. The listener binds two times, and
// the caller comes two times; or what AT_PLACE says: datagrams, a full queue,
// or a listener that ends before it listens.
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string_view>

#include "kit.hpp"

namespace {

int bound_to(const sockaddr_storage& where, int type) {
  const int fd = socket(where.ss_family, type, 0);
  kit::set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  if (bind(fd, reinterpret_cast<const sockaddr*>(&where), sizeof where) < 0) kit::fail("bind");
  return fd;
}

void take_one(int fd) {
  std::array<char, 9> bytes{};
  kit::got_message({bytes.data(), kit::receive_some(fd, bytes.data(), bytes.size())});
  close(fd);
}

void listen_twice(const sockaddr_storage& where) {
  poll(nullptr, 0, 100);  // it takes its time, and the caller must not come before
  for (int time = 1; time <= 2; ++time) {
    const int listening = bound_to(where, SOCK_STREAM);
    if (listen(listening, 1) < 0) kit::fail("listen");
    if (time == 2) kit::step_done();
    const int fd = accept(listening, nullptr, nullptr);
    if (fd < 0) kit::fail("accept");
    close(listening);
    take_one(fd);
  }
}

void call_twice(const sockaddr_storage& where) {
  for (const char* message : {"one", "two"}) {
    const int fd = kit::connect_to(where);
    kit::send_all(fd, message);
    close(fd);
    if (message[0] == 'o') kit::wait_for_step();
  }
}

/// Has room for two connections, and is busy until a third has come.
void fill(const sockaddr_storage& where) {
  const int listening = bound_to(where, SOCK_STREAM);
  if (listen(listening, 1) < 0) kit::fail("listen");
  kit::until_arrived(listening, 3);
  for (int time = 1; time <= 3; ++time) take_one(accept(listening, nullptr, nullptr));
}

void call_three_times(const sockaddr_storage& where) {
  for (const char* message : {"one", "two", "three"})
    kit::send_all(kit::connect_to(where), message);
}

void take_datagram(const sockaddr_storage& where) { take_one(bound_to(where, SOCK_DGRAM)); }

void send_datagram(const sockaddr_storage& where) {
  const int fd = socket(where.ss_family, SOCK_DGRAM, 0);
  const auto* to = reinterpret_cast<const sockaddr*>(&where);
  if (sendto(fd, "one", 3, 0, to, sizeof where) < 0) kit::fail("sendto");
  close(fd);
}

void end_at_once(const sockaddr_storage&) { kit::refuse("no place"); }

}  // namespace

int main(int argc, char** argv) {
  const char* set = std::getenv("AT_PLACE");
  const std::string_view mode = set == nullptr ? "" : set;
  if (mode == "udp") return kit::run_at(argc, argv, SOCK_DGRAM, send_datagram, take_datagram);
  if (mode == "full") return kit::run_at(argc, argv, SOCK_STREAM, call_three_times, fill);
  return kit::run_at(argc, argv, SOCK_STREAM, call_twice,
                     mode == "ends" ? end_at_once : listen_twice);
}
