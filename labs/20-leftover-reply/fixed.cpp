// An agent calls in and answers commands of 3 bytes: `dir` with 1,042 bytes, `who` and
// `pwd` with a word. Before its second and third answer it waits until the other end,
// which asks, has read two times, and then once more.
#include <arpa/inet.h>

#include <cstdint>
#include <cstdio>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kCommand = 3;
constexpr std::size_t kLongest = 4096;  // bytes in an answer

// 149 names of 6 bytes, with a space between two of them: 1,042 bytes.
std::string names() {
  std::string list;
  for (int number = 1; number <= 149; ++number) {
    char name[16];
    std::snprintf(name, sizeof name, "%slog%03d", list.empty() ? "" : " ", number);
    list += name;
  }
  return list;
}

std::string answer_to(const std::string& command) {
  if (command == "who") return "student";
  if (command == "pwd") return "/home/student";
  return names();
}

void send_answer(int fd, kit::Bytes answer) {
  const std::uint32_t length = htonl(static_cast<std::uint32_t>(answer.size()));
  std::string frame(reinterpret_cast<const char*>(&length), sizeof length);
  kit::send_all(fd, frame.append(answer));
}

std::string read_answer(int fd) {
  // The length comes first: so much is the answer, all of it and nothing more.
  std::uint32_t length = 0;
  if (kit::receive_all(fd, &length, sizeof length) < sizeof length) {
    kit::refuse("the peer closed before it had answered");
  }
  kit::step_done();
  length = ntohl(length);
  if (length > kLongest) kit::refuse("the peer announced too long an answer");
  std::string answer(length, '\0');
  if (kit::receive_all(fd, answer.data(), length) < length) {
    kit::refuse("the peer closed inside an answer");
  }
  kit::step_done();
  return answer;
}

void agent(int fd) {
  for (const int reads : {0, 2, 1}) {
    std::string command(kCommand, '\0');
    if (kit::receive_all(fd, command.data(), kCommand) < kCommand) return;
    for (int read = 0; read < reads; ++read) kit::wait_for_step();
    send_answer(fd, answer_to(command));
  }
}

void controller(int fd) {
  kit::send_all(fd, "dir");
  kit::until_queued(fd, 1042);
  kit::got_message(read_answer(fd));
  for (const char* command : {"who", "pwd"}) {
    kit::send_all(fd, command);
    kit::got_message(read_answer(fd));
  }
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, agent, controller);
}
