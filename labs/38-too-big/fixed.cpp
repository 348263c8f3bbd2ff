// A camera sends three messages over UDP: `begin`, a picture of 70,000 bytes, `end`.
// The viewer prints a long one as its length and its checksum (Adler-32, RFC 1950).
#include <arpa/inet.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kPicture = 70'000;
constexpr std::size_t kRoom = 100'000;  // bytes: more than any message has
constexpr int kQueue = 500'000;         // bytes: a whole picture has room to wait

struct Message {
  std::uint32_t number;  // from 0
  kit::Bytes body;
};

struct Parts {
  std::uint32_t count = 1;
  std::map<std::uint32_t, std::string> pieces;  // by number, from 0
};

struct Inbox {
  int fd;
  std::uint32_t next = 0;
  std::map<std::uint32_t, Parts> messages;  // by number
};

std::string summary(kit::Bytes message) {
  if (message.size() < 100) return std::string(message);
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const unsigned char byte : message) {
    a = (a + byte) % 65'521;
    b = (b + a) % 65'521;
  }
  char text[64];
  std::snprintf(text, sizeof text, "%zu bytes, Adler-32 %08x", message.size(),
                b << 16 | a);
  return text;
}

std::string make_picture() {
  std::string picture;
  for (std::size_t i = 0; i < kPicture; ++i) picture += static_cast<char>(i % 251);
  return picture;
}

std::string read_datagram(int fd) {
  std::string datagram(kRoom, '\0');
  datagram.resize(kit::receive_some(fd, datagram.data(), datagram.size()));
  return datagram;
}

// In pieces; each begins with its message's number, its own, and how many there are.
void send_message(int fd, const Message& message) {
  constexpr std::size_t kPiece = 1'200;  // bytes that nearly every network can carry
  const auto count = std::uint32_t(message.body.size() / kPiece + 1);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t head[] = {htonl(message.number), htonl(i), htonl(count)};
    std::string datagram(reinterpret_cast<const char*>(head), sizeof head);
    kit::send_all(fd, datagram.append(message.body.substr(i * kPiece, kPiece)));
  }
}

std::string read_message(Inbox& inbox) {
  Parts& parts = inbox.messages[inbox.next++];
  while (parts.pieces.size() < parts.count) {
    const std::string datagram = read_datagram(inbox.fd);
    std::uint32_t head[3] = {};
    if (datagram.size() < sizeof head) kit::refuse("a datagram without a head");
    std::copy_n(datagram.data(), sizeof head, reinterpret_cast<char*>(head));
    Parts& its = inbox.messages[ntohl(head[0])];
    its.count = ntohl(head[2]);
    its.pieces[ntohl(head[1])] = datagram.substr(sizeof head);
  }
  std::string message;
  for (const auto& [number, piece] : parts.pieces) message += piece;
  return message;
}

void camera(int fd) {
  send_message(fd, {0, "begin"});
  send_message(fd, {1, make_picture()});
  send_message(fd, {2, "end"});
}

void viewer(int fd) {
  kit::set_option(fd, SOL_SOCKET, SO_RCVBUF, kQueue);
  Inbox inbox{fd, 0, {}};
  std::string message;
  while (message != "end") {
    message = read_message(inbox);
    kit::got_message(summary(message));
  }
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_udp(argc, argv, camera, viewer);
}
