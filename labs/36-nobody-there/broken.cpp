// A client asks for the time over UDP. It knows two servers on one host: the first, at
// port 1, does not run; the second does. It asks them in this order.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::uint16_t kFirstPort = 1;
constexpr std::size_t kLongest = 64;  // bytes in a question or an answer

const sockaddr* as_place(const sockaddr_storage& where) {
  return reinterpret_cast<const sockaddr*>(&where);
}

// False: there is no such server.
bool ask(const sockaddr_storage& where) {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0) kit::fail("socket");
  const std::string question = "time?";
  // UDP needs no connection. If nobody is there, sendto says so.
  const ssize_t sent =
      sendto(fd, question.data(), question.size(), 0, as_place(where), sizeof where);
  char answer[kLongest];
  const bool answered = sent >= 0 && recv(fd, answer, sizeof answer, 0) >= 0;
  if (!answered && errno != ECONNREFUSED) kit::fail("ask");
  close(fd);
  return answered;
}

void client(const sockaddr_storage& second) {
  sockaddr_storage first = second;
  reinterpret_cast<sockaddr_in&>(first).sin_port = htons(kFirstPort);
  if (!ask(first) && !ask(second)) kit::refuse("no server is there");
}

void server(const sockaddr_storage& where) {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0) kit::fail("socket");
  if (bind(fd, as_place(where), sizeof where) < 0) kit::fail("bind");
  char question[kLongest];
  sockaddr_storage from{};
  socklen_t size = sizeof from;
  auto* client = reinterpret_cast<sockaddr*>(&from);
  const ssize_t got = recvfrom(fd, question, sizeof question, 0, client, &size);
  if (got < 0) kit::fail("recvfrom");
  kit::got_message({question, static_cast<std::size_t>(got)});
  if (sendto(fd, "12:00", 5, 0, client, size) < 0) kit::fail("sendto");
  close(fd);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_at(argc, argv, SOCK_DGRAM, client, server);
}
