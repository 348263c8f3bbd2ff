// Two clients, one after the other. The first announces a message of 4,294,967,295
// bytes and falls silent; the second has a message, `hello`.
#include <arpa/inet.h>
#include <sys/resource.h>

#include <cstdint>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;          // bytes in a message
constexpr rlimit kAddresses{1 << 30, 1 << 30};  // bytes: 1 GiB

// Before each message travels its length: 4 bytes, big-endian.
void send_message(int fd, kit::Bytes body) {
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(body.size()));
  std::string frame(reinterpret_cast<const char*>(&length), sizeof length);
  kit::send_all(fd, frame.append(body));
}

// Nothing: the peer has closed.
std::optional<std::string> read_message(int fd) {
  std::uint32_t length = 0;
  const std::size_t got = kit::receive_all(fd, &length, sizeof length);
  if (got == 0) return std::nullopt;
  if (got < sizeof length) kit::refuse("the peer closed inside a length");
  length = ntohl(length);
  // A peer may announce what it likes; room is made for what we are ready to take.
  if (length > kLongest) {
    kit::refuse(("refused: " + std::to_string(length) + " bytes announced").c_str());
  }
  std::string body(length, '\0');
  if (kit::receive_all(fd, body.data(), length) < length) {
    kit::refuse("the peer closed inside a message");
  }
  return body;
}

void attacker(int fd) {
  kit::send_all(fd, "\xff\xff\xff\xff");
  char answer = 0;
  kit::receive_some(fd, &answer, sizeof answer);  // returns when the server has closed
}

void client(int fd) {
  send_message(fd, "hello");
}

void server(int fd) {
  setrlimit(RLIMIT_AS, &kAddresses);  // a small machine, so that yours is spared
  while (auto message = read_message(fd)) kit::got_message(*message);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, {attacker, client}, server);
}
