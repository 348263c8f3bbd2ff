// A file: the length of its header in 4 bytes, big-endian; the header in JSON; the
// body, as long as the header says. The sender's first write ends in the middle of the
// header, and the rest follows when the receiver has read that.
#include <arpa/inet.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "kit.hpp"

namespace {

using nlohmann::json;

constexpr std::size_t kLongestHeader = 4096;  // bytes
constexpr std::size_t kLongestBody = 1 << 20;

std::string read_header(int fd, std::size_t size) {
  std::string header(size, '\0');
  // recv brings what is there, so we ask for the rest until the header is whole.
  for (std::size_t have = 0; have < size;) {
    const std::size_t got = kit::receive_some(fd, header.data() + have, size - have);
    if (got == 0) kit::refuse("the peer closed inside a header");
    have += got;
    kit::step_done();
  }
  return header;
}

// Nothing: the peer has closed.
std::optional<std::string> read_file(int fd) {
  std::uint32_t length = 0;
  const std::size_t got = kit::receive_all(fd, &length, sizeof length);
  if (got == 0) return std::nullopt;
  length = ntohl(length);
  if (got < sizeof length) kit::refuse("the peer closed inside a length");
  if (length > kLongestHeader) kit::refuse("the peer announced too long a header");
  const json header = json::parse(read_header(fd, length));
  const auto size = header.at("total_size").get<std::uint64_t>();
  if (size > kLongestBody) kit::refuse("the peer announced too long a body");
  std::string body(size, '\0');
  if (kit::receive_all(fd, body.data(), size) < size) {
    kit::refuse("the peer closed inside a body");
  }
  return body;
}

void send_file(int fd, kit::Bytes name, kit::Bytes body) {
  const json fields = {{"file_name", name}, {"total_size", body.size()}};
  const std::string header = fields.dump();
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(header.size()));
  std::string file(reinterpret_cast<const char*>(&length), sizeof length);
  file.append(header).append(body);
  const std::size_t half = sizeof length + header.size() / 2;
  kit::send_all(fd, kit::Bytes(file).substr(0, half));
  kit::wait_for_step();
  kit::send_all(fd, kit::Bytes(file).substr(half));
}

void sender(int fd) {
  send_file(fd, "f1.txt", "hello");
}

void receiver(int fd) {
  while (auto body = read_file(fd)) kit::got_message(*body);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
