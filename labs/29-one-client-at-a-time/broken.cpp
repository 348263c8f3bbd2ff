// A desk takes a word of 5 bytes from each of two visitors, and says `ok`. One program
// comes as both: it connects twice, and the visitor who was there first says nothing
// until the other has got its answer.
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "kit.hpp"

namespace {

constexpr std::size_t kWord = 5;  // bytes
constexpr int kVisitors = 2;

int listen_at(const sockaddr_storage& where) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0) kit::fail("socket");
  kit::set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  const auto* place = reinterpret_cast<const sockaddr*>(&where);
  if (bind(fd, place, sizeof where) < 0) kit::fail("bind");
  if (listen(fd, kVisitors) < 0) kit::fail("listen");
  return fd;
}

int next_visitor(int listening) {
  const int fd = accept(listening, nullptr, nullptr);
  if (fd < 0) kit::fail("accept");
  return fd;
}

void serve(int visitor) {
  std::string word(kWord, '\0');
  const std::size_t got = kit::receive_all(visitor, word.data(), kWord);
  if (got < kWord) kit::refuse("the peer closed inside a word");
  kit::got_message(word);
  kit::send_all(visitor, "ok");
  close(visitor);
}

void desk(const sockaddr_storage& where) {
  const int listening = listen_at(where);
  // First come, first served: a word takes no time, so the next one's turn comes soon.
  for (int served = 0; served < kVisitors; ++served) {
    serve(next_visitor(listening));
  }
  close(listening);
}

void say(int desk, kit::Bytes word) {
  kit::send_all(desk, word);
  char ok[2];
  if (kit::receive_all(desk, ok, sizeof ok) < sizeof ok) {
    kit::refuse("the peer closed before it had answered");
  }
}

void visitors(const sockaddr_storage& where) {
  const int early = kit::connect_to(where);
  const int later = kit::connect_to(where);
  say(later, "later");
  say(early, "early");
  close(later);
  close(early);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_at(argc, argv, SOCK_STREAM, visitors, desk);
}
