// An agent calls in and answers requests of 4 bytes, a number and a word of 3. Its
// answer is a frame: the number of the request, the length, the text. The controller
// first asks `png`, only to see whether the agent lives, and waits 50 ms for that; then
// it asks `who`. The agent answers `png` when the controller has given up.
#include <poll.h>

#include <cstdint>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kRequest = 4;  // bytes
constexpr int kPatienceMs = 50;

struct Answer {
  char number = 0;
  std::string text;
};

void send_answer(int fd, const Answer& answer) {
  const char length = static_cast<char>(answer.text.size());
  kit::send_all(fd, std::string{answer.number, length} + answer.text);
}

Answer read_answer(int fd) {
  unsigned char head[2];  // number and length
  if (kit::receive_all(fd, head, sizeof head) < sizeof head) {
    kit::refuse("the peer closed before it had answered");
  }
  Answer answer{static_cast<char>(head[0]), std::string(head[1], '\0')};
  if (kit::receive_all(fd, answer.text.data(), head[1]) < head[1]) {
    kit::refuse("the peer closed inside an answer");
  }
  return answer;
}

// The answer to the request with that number.
Answer answer_to(int fd, [[maybe_unused]] char number) {
  // An answer to an earlier question may still come: whoever waited for it has gone.
  Answer answer = read_answer(fd);
  while (answer.number != number) answer = read_answer(fd);
  return answer;
}

void agent(int fd) {
  for (const char* answer : {"alive", "student"}) {
    std::string request(kRequest, '\0');
    if (kit::receive_all(fd, request.data(), kRequest) < kRequest) return;
    if (request.ends_with("png")) kit::wait_for_step();
    send_answer(fd, {request[0], answer});
  }
}

void controller(int fd) {
  kit::send_all(fd, "1png");
  pollfd ready{fd, POLLIN, 0};
  if (poll(&ready, 1, kPatienceMs) > 0) answer_to(fd, '1');
  kit::step_done();
  kit::send_all(fd, "2who");
  kit::got_message(answer_to(fd, '2').text);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, agent, controller);
}
