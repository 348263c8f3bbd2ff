// Four messages over one connection: `mon`, `tue`, `wed`, `thu`. The receiver is busy
// at first; when it comes to read, all four have arrived.
#include <arpa/inet.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a message

// Then a pause: time enough for the peer to take this message before the next leaves.
void send_message(int fd, kit::Bytes body) {
  kit::send_all(fd, body);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
}

// Nothing: the peer has closed.
std::optional<std::string> read_message(int fd) {
  // The next message is at least 50 ms away, so recv brings this one alone.
  std::string body(kLongest, '\0');
  body.resize(kit::receive_some(fd, body.data(), body.size()));
  if (body.empty()) return std::nullopt;
  return body;
}

void sender(int fd) {
  for (const char* day : {"mon", "tue", "wed", "thu"}) send_message(fd, day);
}

void receiver(int fd) {
  kit::until_queued(fd, 12);
  while (auto message = read_message(fd)) kit::got_message(*message);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
