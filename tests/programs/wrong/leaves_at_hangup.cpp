// POLLRDHUP is looked at first: what the peer had said before it closed is not read.
#include <poll.h>

#include <string>

#include "kit.hpp"

namespace {

void sender(int) {}

void receiver(int fd) {
  std::string kept;
  for (;;) {
    pollfd waits{fd, POLLIN | POLLRDHUP, 0};
    ::poll(&waits, 1, -1);
    if (waits.revents & POLLRDHUP) break;
    char bytes[100];
    kept.append(bytes, kit::receive_some(fd, bytes, sizeof bytes));
    for (std::size_t end; (end = kept.find('\n')) != std::string::npos;) {
      kit::got_message(kept.substr(0, end));
      kept.erase(0, end + 1);
    }
  }
  if (!kept.empty()) kit::refuse("the peer closed inside a line");
}

}  // namespace

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, sender, receiver); }
