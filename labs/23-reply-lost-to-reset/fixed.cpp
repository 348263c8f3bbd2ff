// A printing service calls in. The client asks for a page with `print` and the end of a
// line, 7 bytes in all, and is busy until the service has said that it is done. The
// answer is 100,000 bytes, after its length in 4 bytes, big-endian.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kCommand = 5;
constexpr std::size_t kPage = 100'000;
constexpr std::size_t kLongest = 1 << 20;  // bytes in a page

std::string summary(kit::Bytes page) {
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const unsigned char byte : page) {
    a = (a + byte) % 65'521;
    b = (b + a) % 65'521;
  }
  char text[64];
  std::snprintf(text, sizeof text, "%zu bytes, Adler-32 %08x", page.size(),
                b << 16 | a);
  return text;
}

std::string make_answer() {
  const std::uint32_t length = htonl(kPage);
  std::string answer(reinterpret_cast<const char*>(&length), sizeof length);
  for (std::size_t i = 0; i < kPage; ++i) answer += static_cast<char>(i % 251);
  return answer;
}

int accept_one(const sockaddr_storage& where) {
  const int listening = socket(AF_INET, SOCK_STREAM, 0);
  if (listening < 0) kit::fail("socket");
  kit::set_option(listening, SOL_SOCKET, SO_REUSEADDR, 1);
  kit::set_option(listening, SOL_SOCKET, SO_RCVBUF, 16'384);
  const auto* place = reinterpret_cast<const sockaddr*>(&where);
  if (bind(listening, place, sizeof where) < 0) kit::fail("bind");
  if (listen(listening, 1) < 0) kit::fail("listen");
  const int fd = accept(listening, nullptr, nullptr);
  if (fd < 0) kit::fail("accept");
  close(listening);
  return fd;
}

std::string read_page(int fd) {
  std::uint32_t length = 0;
  if (kit::receive_all(fd, &length, sizeof length) < sizeof length) {
    kit::refuse("the peer closed inside a length");
  }
  length = ntohl(length);
  if (length > kLongest) kit::refuse("the peer announced too long a page");
  std::string page(length, '\0');
  if (kit::receive_all(fd, page.data(), length) < length) {
    kit::refuse("the peer closed inside a page");
  }
  return page;
}

void client(const sockaddr_storage& where) {
  const int fd = accept_one(where);
  kit::send_all(fd, "print\r\n");
  kit::wait_for_step();
  kit::got_message(summary(read_page(fd)));
  close(fd);
}

void service(const sockaddr_storage& where) {
  const int fd = kit::connect_to(where);
  kit::set_option(fd, SOL_SOCKET, SO_SNDBUF, 200'000);
  std::string command(kCommand, '\0');
  if (kit::receive_all(fd, command.data(), kCommand) < kCommand) return;
  kit::until_queued(fd, 2);
  kit::send_all(fd, make_answer());
  // The kernel sends it before the end of the stream, unless we close too early: with
  // bytes unread, close throws away what has not left yet, and resets the connection.
  if (shutdown(fd, SHUT_WR) < 0) kit::fail("shutdown");
  kit::step_done();
  char rest[64];
  while (kit::receive_some(fd, rest, sizeof rest) > 0) {
  }
  close(fd);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_at(argc, argv, SOCK_STREAM, service, client);
}
