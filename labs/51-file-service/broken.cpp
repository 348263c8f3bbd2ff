// The documents' movie service: the client gets the list, asks for a movie by its
// number, and saves what comes; a bar shows how much there is. The receiver is the
// server. Of the first movie 700 bytes come first, the rest later.
#include <arpa/inet.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kPiece = 1024;  // bytes that the client asks for at a time
constexpr std::size_t kMovie = 10'000;
constexpr std::size_t kFirst = 700;  // bytes that come first
constexpr const char* kList = "movie-1 movie-2";

// The list is short, so one recv brings it.
std::string receive_list(int fd) {
  std::array<char, kPiece> list{};
  return {list.data(), kit::receive_some(fd, list.data(), list.size())};
}

// The header is the size of the file: an int of four bytes.
std::uint32_t receive_size(int fd) {
  std::uint32_t size = 0;
  kit::receive_some(fd, &size, sizeof size);
  return ntohl(size);
}

void show_bar(std::size_t have, std::size_t size) {
  const std::string bar(30 * have / size, '=');
  fprintf(stderr, "%zu%% %s>\n", 100 * have / size, bar.c_str());
}

// Each round brings 1,024 bytes, until the file is there.
std::string receive_file(int fd, std::size_t size) {
  std::string file;
  std::size_t have = 0;
  while (have < size) {
    std::array<char, kPiece> piece{};
    file.append(piece.data(), kit::receive_some(fd, piece.data(), piece.size()));
    if (have == 0) {
      kit::step_done();
      kit::until_queued(fd, kMovie - kFirst);
    }
    have += kPiece;
  }
  show_bar(have, size);
  return file;
}

void sender(int fd) {
  kit::got_message("list: " + receive_list(fd));
  kit::send_all(fd, "1");
  const std::uint32_t size = receive_size(fd);
  const std::string file = receive_file(fd, size);
  // All of it has been received: it is saved.
  kit::got_message("movie-1: " + std::to_string(file.size()) + " bytes");
  kit::send_all(fd, "q");
}

void send_file(int fd, const std::string& file) {
  const std::uint32_t size = htonl(static_cast<std::uint32_t>(file.size()));
  kit::send_all(fd, {reinterpret_cast<const char*>(&size), sizeof size});
  kit::send_all(fd, kit::Bytes(file).substr(0, kFirst));
  kit::wait_for_step();
  kit::send_all(fd, kit::Bytes(file).substr(kFirst));
}

void receiver(int fd) {
  kit::send_all(fd, kList);
  std::array<char, kPiece> command{};
  while (const auto size = kit::receive_some(fd, command.data(), command.size())) {
    // One recv is one command.
    if (kit::Bytes(command.data(), size) == "q") return;
    send_file(fd, std::string(kMovie, 'm'));
  }
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
