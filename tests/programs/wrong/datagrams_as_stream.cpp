// A length, then a text, as from a stream: what the first recv(2) does not take is gone. Usage:
// HOST PORT
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(argv[2])));
  inet_pton(AF_INET, argv[1], &address.sin_addr);
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) < 0) return 1;
  for (;;) {
    std::uint32_t length = 0;
    if (recv(fd, &length, sizeof length, 0) < 0) return 1;
    std::string body(ntohl(length) % 1024, '\0');
    const ssize_t got = recv(fd, body.data(), body.size(), 0);
    if (got < 0) return 1;
    std::printf("message: %.*s\n", static_cast<int>(got), body.data());
    std::fflush(stdout);
  }
}
