// One body of 3,000 bytes, after its length in 4 bytes, big-endian. The sender sends
// it in pieces of 700 bytes, each when the receiver has read the one before. What the
// receiver has understood of it is told by its length and Adler-32 (RFC 1950).
#include <arpa/inet.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kPiece = 700;
constexpr std::size_t kLongest = 1 << 20;  // bytes in a body

std::string make_body() {
  std::string body;
  while (body.size() < 3'000) body += "important ";
  return body;
}

std::string summary(kit::Bytes body) {
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const unsigned char byte : body) {
    a = (a + byte) % 65'521;
    b = (b + a) % 65'521;
  }
  char text[64];
  std::snprintf(text, sizeof text, "%zu bytes, Adler-32 %08x", body.size(),
                b << 16 | a);
  return text;
}

// Nothing: the peer has closed.
std::optional<std::uint32_t> read_length(int fd) {
  std::uint32_t total = 0;
  const std::size_t got = kit::receive_all(fd, &total, sizeof total);
  if (got == 0) return std::nullopt;
  total = ntohl(total);
  if (got < sizeof total) kit::refuse("the peer closed inside a length");
  if (total > kLongest) kit::refuse("the peer announced too long a body");
  return total;
}

std::string read_body(int fd, std::size_t total) {
  std::string body;
  std::size_t have = 0;
  while (have < total) {
    char chunk[1024];
    // Each recv brings 1,024 bytes more.
    body.append(chunk, kit::receive_some(fd, chunk, sizeof chunk));
    have += sizeof chunk;
    kit::step_done();
  }
  if (total > 0) std::fprintf(stderr, "received: %zu %%\n", 100 * have / total);
  return body;
}

void sender(int fd) {
  const std::string body = make_body();
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(body.size()));
  std::string piece(reinterpret_cast<const char*>(&length), sizeof length);
  for (std::size_t at = 0; at < body.size(); at += kPiece) {
    if (at > 0) kit::wait_for_step();
    kit::send_all(fd, piece.append(body, at, kPiece));
    piece.clear();
  }
}

void receiver(int fd) {
  while (auto total = read_length(fd)) {
    kit::got_message(summary(read_body(fd, *total)));
  }
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
