// Two programs play over UDP: one sends its turn, the other answers with the same
// words, and then the next turn is sent. The second program is just being started again
// as the first turn is sent: for a moment nobody has its port.
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 16;  // bytes in a turn
constexpr int kTurns = 2;
constexpr int kPatienceMs = 100;

const sockaddr* as_place(const sockaddr_storage& where) {
  return reinterpret_cast<const sockaddr*>(&where);
}

int open_socket() {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0) kit::fail("socket");
  return fd;
}

int bound_to(const sockaddr_storage& where) {
  const int fd = open_socket();
  if (bind(fd, as_place(where), sizeof where) < 0) kit::fail("bind");
  return fd;
}

// The gate: the datagram has come to a host where nobody had the port (POLLERR), and
// that has been told here; or there was no such moment, and an answer waits.
void until_told(int fd) {
  pollfd told{fd, POLLIN, 0};
  if (poll(&told, 1, -1) < 0) kit::fail("poll");
  int error = 0;
  socklen_t size = sizeof error;
  if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0) kit::fail("getsockopt");
}

// The turn was sent. Returns when the other has answered it.
void wait_for_answer(int fd, kit::Bytes turn) {
  char answer[kLongest];
  ssize_t got = 0;
  do {
    // Either may have been lost, the turn or its answer: after a while it is sent
    // again.
    pollfd answered{fd, POLLIN, 0};
    while (poll(&answered, 1, kPatienceMs) == 0) {
      if (send(fd, turn.data(), turn.size(), 0) < 0 && errno != ECONNREFUSED)
        kit::fail("send");
    }
    got = recv(fd, answer, sizeof answer, 0);
    if (got < 0 && errno != ECONNREFUSED) kit::fail("recv");
  } while (got < 0 || turn != kit::Bytes(answer, static_cast<std::size_t>(got)));
}

void first_player(const sockaddr_storage& where) {
  const int fd = open_socket();
  if (connect(fd, as_place(where), sizeof where) < 0) kit::fail("connect");
  kit::step_done();      // I am here
  kit::wait_for_step();  // nobody has the port
  kit::send_all(fd, "turn 1");
  until_told(fd);
  kit::step_done();
  kit::wait_for_step();  // somebody has it
  wait_for_answer(fd, "turn 1");
  kit::send_all(fd, "turn 2");
  wait_for_answer(fd, "turn 2");
  close(fd);
}

// Takes one turn, and answers it.
std::string take_turn(int fd) {
  char turn[kLongest];
  sockaddr_storage from{};
  socklen_t size = sizeof from;
  auto* first = reinterpret_cast<sockaddr*>(&from);
  const ssize_t got = recvfrom(fd, turn, sizeof turn, 0, first, &size);
  if (got < 0) kit::fail("recvfrom");
  if (sendto(fd, turn, static_cast<std::size_t>(got), 0, first, size) < 0)
    kit::fail("sendto");
  return {turn, static_cast<std::size_t>(got)};
}

void second_player(const sockaddr_storage& where) {
  const int before = bound_to(where);
  kit::wait_for_step();
  close(before);
  kit::step_done();
  kit::wait_for_step();
  const int fd = bound_to(where);
  kit::step_done();
  // A turn that comes again is known by its number: it is answered, and not played.
  std::string last;
  for (int taken = 0; taken < kTurns;) {
    const std::string turn = take_turn(fd);
    if (turn == last) continue;
    kit::got_message(turn);
    last = turn;
    ++taken;
  }
  close(fd);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_at(argc, argv, SOCK_DGRAM, first_player, second_player);
}
