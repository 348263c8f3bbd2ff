// An echo service calls in: it sends each block of 4,096 bytes back as it has come. The
// client has 100 blocks, and counts the answers.
#include <sys/socket.h>

#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kBlock = 4096;  // bytes
constexpr int kBlocks = 100;
constexpr int kBuffer = 16 * 1024;  // bytes: the kernel's buffers are not always large

void small_buffers(int fd) {
  kit::set_option(fd, SOL_SOCKET, SO_SNDBUF, kBuffer);
  kit::set_option(fd, SOL_SOCKET, SO_RCVBUF, kBuffer);
}

// Nothing but the end of the stream: false.
bool read_block(int fd, std::string& block) {
  block.resize(kBlock);
  const std::size_t got = kit::receive_all(fd, block.data(), kBlock);
  if (got != 0 && got < kBlock) kit::refuse("the peer closed inside a block");
  return got == kBlock;
}

void service(int fd) {
  small_buffers(fd);
  for (std::string block; read_block(fd, block);) kit::send_all(fd, block);
}

void read_answer(int fd) {
  std::string answer;
  if (!read_block(fd, answer)) kit::refuse("the peer closed before all answers");
}

void client(int fd) {
  small_buffers(fd);
  const std::string block(kBlock, 'x');
  int answered = 0;
  // First all requests, then all answers: TCP keeps what has not been read yet.
  for (int sent = 0; sent < kBlocks; ++sent) {
    kit::send_all(fd, block);
  }
  for (; answered < kBlocks; ++answered) read_answer(fd);
  kit::got_message(std::to_string(answered) + " answers");
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, service, client);
}
