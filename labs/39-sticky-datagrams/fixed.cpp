// Two messages over UDP, `hello` and `world`, one in each datagram. The sender says
// with a flag that another one follows. The receiver reads until it has seen `world`.
#include <sys/socket.h>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a message

// Each message is a send, and each send is a datagram, unless MSG_MORE or UDP_CORK puts
// several of them into one. So nothing is said about the next one.
constexpr int kAnotherFollows = 0;

void send_message(int fd, kit::Bytes message, int flags) {
  if (send(fd, message.data(), message.size(), flags) < 0) kit::fail("send");
}

void sender(int fd) {
  send_message(fd, "hello", kAnotherFollows);
  send_message(fd, "world", 0);
}

void receiver(int fd) {
  char buffer[kLongest];
  kit::Bytes message;
  while (!message.ends_with("world")) {
    message = {buffer, kit::receive_some(fd, buffer, sizeof buffer)};
    kit::got_message(message);
  }
  // A network may have let `world` pass; then the rest waits now.
  while (const auto size = kit::receive_waiting(fd, buffer, sizeof buffer)) {
    kit::got_message({buffer, *size});
  }
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_udp(argc, argv, sender, receiver);
}
