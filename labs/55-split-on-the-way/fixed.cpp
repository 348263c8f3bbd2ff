// A message is a list of 400 numbers, 1,999 bytes, sent with one call. TCP_CORK holds a
// segment that is not full back; the sender takes the cork out when the receiver has
// read for the first time.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr int kNumbers = 400;
constexpr std::size_t kSize = 5 * kNumbers - 1;  // bytes in a message
constexpr int kEthernet = 1460;  // bytes of a segment there, options included

// Nothing: the peer has closed.
std::optional<std::string> read_message(int fd) {
  std::string message(kSize, '\0');
  // The network cuts as it must, and recv brings what is there: on until it is whole.
  for (std::size_t have = 0; have < kSize;) {
    const std::size_t size = kit::receive_some(fd, message.data() + have, kSize - have);
    if (size == 0 && have == 0) return std::nullopt;
    if (size == 0) kit::refuse("the peer closed inside a message");
    have += size;
    kit::step_done();
  }
  return message;
}

std::string make_message() {
  std::string message;
  for (int i = 1; i <= kNumbers; ++i) {
    char number[8];
    std::snprintf(number, sizeof number, i > 1 ? " %04d" : "%04d", i);
    message += number;
  }
  return message;
}

void sender(const sockaddr_storage& where) {
  const int fd = kit::connect_to(where);
  kit::set_option(fd, IPPROTO_TCP, TCP_CORK, 1);
  kit::send_all(fd, make_message());
  kit::wait_for_step();
  kit::set_option(fd, IPPROTO_TCP, TCP_CORK, 0);
  shutdown(fd, SHUT_WR);
  char none = 0;
  kit::receive_some(fd, &none, 1);  // returns when the receiver has closed
  close(fd);
}

int accept_one(const sockaddr_storage& where) {
  const int listening = socket(AF_INET, SOCK_STREAM, 0);
  if (listening < 0) kit::fail("socket");
  kit::set_option(listening, SOL_SOCKET, SO_REUSEADDR, 1);
  // Inside one machine a segment would be larger.
  kit::set_option(listening, IPPROTO_TCP, TCP_MAXSEG, kEthernet);
  const auto* place = reinterpret_cast<const sockaddr*>(&where);
  if (bind(listening, place, sizeof where) < 0) kit::fail("bind");
  if (listen(listening, 1) < 0) kit::fail("listen");
  const int fd = accept(listening, nullptr, nullptr);
  if (fd < 0) kit::fail("accept");
  close(listening);
  return fd;
}

void receiver(const sockaddr_storage& where) {
  const int fd = accept_one(where);
  while (const auto message = read_message(fd)) kit::got_message(*message);
  close(fd);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_at(argc, argv, SOCK_STREAM, sender, receiver);
}
