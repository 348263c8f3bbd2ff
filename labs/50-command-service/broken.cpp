// The documents' remote commands: the client sends what is typed, the server gives it
// to a shell and sends back a header, whose length goes before it, and what the command
// has printed. The receiver is the server. Six lines are typed, one of them blank.
#include <unistd.h>

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "kit.hpp"

namespace {

using nlohmann::json;

constexpr std::size_t kPiece = 1024;  // bytes that are asked for at a time
constexpr std::size_t kShort = 40;    // bytes that are shown as they are
constexpr std::array kTyped = {
    "echo hello",
    "head -c 1042 /dev/zero",
    " ",
    "uname",
    "dd if=/dev/zero of=/dev/stderr bs=70000 count=1 status=none",
    "echo bye"};

struct Pipes {
  int output;
  int errors;
};

// A shell is there to run what is typed.
Pipes start(const std::string& command) {
  int output[2];
  int errors[2];
  if (pipe(output) < 0 || pipe(errors) < 0) kit::fail("pipe");
  const pid_t child = fork();
  if (child < 0) kit::fail("fork");
  if (child == 0) {
    dup2(output[1], STDOUT_FILENO);
    dup2(errors[1], STDERR_FILENO);
    for (const int fd : {output[0], output[1], errors[0], errors[1]}) close(fd);
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(127);
  }
  close(output[1]);
  close(errors[1]);
  return {output[0], errors[0]};
}

// All of it: a pipe ends when the command does.
std::string read_all(int pipe) {
  std::string all;
  std::array<char, kPiece> piece{};
  while (const ssize_t size = read(pipe, piece.data(), piece.size())) {
    if (size < 0) kit::fail("read");
    all.append(piece.data(), static_cast<std::size_t>(size));
  }
  close(pipe);
  return all;
}

// First the output, then the errors: so nothing is mixed up.
std::string run(const std::string& command) {
  const Pipes pipes = start(command);
  std::string printed = read_all(pipes.output);
  return printed + read_all(pipes.errors);
}

// The header may grow: so its length goes before it.
void reply(int fd, const std::string& printed) {
  const json fields = {{"filename", "text1"}, {"total_size", printed.size()}};
  const std::string header = fields.dump();
  const auto length = static_cast<std::uint32_t>(header.size());
  kit::send_all(fd, {reinterpret_cast<const char*>(&length), sizeof length});
  kit::send_all(fd, header);
  kit::send_all(fd, printed);
}

void receiver(int fd) {
  std::array<char, kPiece> command{};
  while (const auto size = kit::receive_some(fd, command.data(), command.size())) {
    // One recv is one command.
    const std::string line(command.data(), size);
    if (line == "q" || line == "Q") return;
    kit::step_done();
    reply(fd, run(line));
  }
}

std::string receive_reply(int fd) {
  std::uint32_t length = 0;
  kit::receive_some(fd, &length, sizeof length);
  std::string header(length, '\0');
  header.resize(kit::receive_some(fd, header.data(), header.size()));
  const auto total = json::parse(header).at("total_size").get<std::size_t>();
  std::string printed;
  while (printed.size() < total) {
    std::array<char, kPiece> piece{};
    printed.append(piece.data(), kit::receive_some(fd, piece.data(), piece.size()));
  }
  return printed;
}

// A short text as it is, without the end of its line; else how long it is.
std::string told(std::string printed) {
  if (printed.size() > kShort) return std::to_string(printed.size()) + " bytes";
  if (printed.ends_with('\n')) printed.pop_back();
  return printed;
}

void ask(int fd, const std::string& line) {
  kit::send_all(fd, line);
  // A blank line asks for nothing, so nothing comes back.
  if (line.find_first_not_of(' ') == std::string::npos) return;
  kit::got_message(told(receive_reply(fd)));
}

void sender(int fd) {
  for (const char* line : kTyped) {
    if (line != kTyped.front()) kit::wait_for_step();  // the server has taken the last
    ask(fd, line);
  }
  kit::send_all(fd, "Q");
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
