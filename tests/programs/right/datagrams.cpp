// One recv(2) for each datagram, with room for the largest. Usage: HOST PORT
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(argv[2])));
  inet_pton(AF_INET, argv[1], &address.sin_addr);
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) < 0) return 1;
  std::string datagram(65'536, '\0');
  for (;;) {
    const ssize_t got = recv(fd, datagram.data(), datagram.size(), 0);
    std::uint32_t length = 0;
    if (got < static_cast<ssize_t>(sizeof length)) return 1;
    std::memcpy(&length, datagram.data(), sizeof length);
    if (ntohl(length) != static_cast<std::size_t>(got) - sizeof length) return 1;
    std::printf("message: %.*s\n", static_cast<int>(ntohl(length)),
                datagram.data() + sizeof length);
    std::fflush(stdout);
  }
}
