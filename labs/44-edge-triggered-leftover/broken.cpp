// A client sends two messages of 5 bytes in one go, `hello` and `world`, and waits for
// the reply to each: `ok`. The server reads when epoll tells it to.
#include <sys/epoll.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kMessage = 5;  // bytes

void sender(int fd) {
  kit::send_all(fd, "helloworld");
  char replies[4];
  if (kit::receive_all(fd, replies, sizeof replies) < sizeof replies) {
    kit::refuse("the peer closed before it had replied");
  }
}

// Edge-triggered: for many clients that saves calls.
int watch(int fd) {
  const int events = epoll_create1(0);
  if (events < 0) kit::fail("epoll_create1");
  epoll_event wanted{};
  wanted.events = EPOLLIN | EPOLLET;
  if (epoll_ctl(events, EPOLL_CTL_ADD, fd, &wanted) < 0) kit::fail("epoll_ctl");
  return events;
}

void until_event(int events) {
  epoll_event event{};
  while (epoll_wait(events, &event, 1, -1) < 0) {
    if (errno != EINTR) kit::fail("epoll_wait");
  }
}

// `message`: what has come of one so far. Replies when it is complete.
void take(int fd, std::string& message, kit::Bytes bytes) {
  message.append(bytes);
  if (message.size() < kMessage) return;
  kit::got_message(message);
  kit::send_all(fd, "ok");
  message.clear();
}

// False: the peer has closed.
bool serve(int fd, std::string& message) {
  char bytes[kMessage];
  // An event, a read. If there is more, epoll says so again.
  if (const auto size = kit::receive_waiting(fd, bytes, kMessage - message.size())) {
    if (*size == 0) return false;
    take(fd, message, {bytes, *size});
  }
  return true;
}

void receiver(int fd) {
  const int events = watch(fd);
  std::string message;
  do {
    until_event(events);
  } while (serve(fd, message));
  close(events);
  if (!message.empty()) kit::refuse("the peer closed inside a message");
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
