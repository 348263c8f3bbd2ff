// read(2), as often as it takes. Plain POSIX; also built without any shared library.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

[[noreturn]] void fail(const char* what) {
  std::perror(what);
  std::exit(1);
}

int accept_one(const char* host, const char* port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(port)));
  inet_pton(AF_INET, host, &address.sin_addr);
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) < 0) fail("bind");
  if (listen(listener, 1) < 0) fail("listen");
  const int fd = accept(listener, nullptr, nullptr);
  if (fd < 0) fail("accept");
  close(listener);
  return fd;
}

[[noreturn]] void refuse(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::exit(1);
}

// Less than `size` only where the peer closed before.
std::size_t read_exact(int fd, void* buffer, std::size_t size) {
  std::size_t have = 0;
  while (have < size) {
    const ssize_t got = read(fd, static_cast<char*>(buffer) + have, size - have);
    if (got < 0) fail("read");
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  return have;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const int fd = accept_one(argv[1], argv[2]);
  std::uint32_t header = 0;
  while (const std::size_t got = read_exact(fd, &header, sizeof header)) {
    if (got < sizeof header) refuse("the peer closed inside a length");
    std::string body(ntohl(header), '\0');
    if (read_exact(fd, body.data(), body.size()) < body.size())
      refuse("the peer closed inside a message");
    std::printf("message: %s\n", body.c_str());
    std::fflush(stdout);  // into a pipe, a line would wait for 4,096 bytes
  }
  return 0;
}
