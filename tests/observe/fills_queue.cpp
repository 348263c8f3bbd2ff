// Sends 50 datagrams to a receiver that has room for a few of them, and is busy until all have
// come.
#include <sys/socket.h>

#include <array>

#include "kit.hpp"

namespace {

constexpr int kSent = 50;

void sender(int fd) {
  kit::send_all(fd, "123");
  kit::wait_for_step();
  for (int i = 1; i < kSent; ++i) kit::send_all(fd, "123");
}

void receiver(int fd) {
  kit::set_option(fd, SOL_SOCKET, SO_RCVBUF, 4096);
  kit::step_done();
  kit::until_arrived(fd, kSent);
  std::array<char, 9> bytes{};
  while (const auto size = kit::receive_waiting(fd, bytes.data(), bytes.size()))
    kit::got_message({bytes.data(), *size});
}

}  // namespace

int main(int argc, char** argv) { return kit::run_udp(argc, argv, sender, receiver); }
