// An agent runs a command and reports to a desk, line by line, what it printed and how
// much it complained. The command writes 2,000,000 bytes of errors, then prints `done`.
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kErrors = 2'000'000;  // bytes: no pipe holds as much by itself

struct Pipes {
  int output;
  int errors;
};

struct Printed {
  std::string output;
  std::string errors;
};

void write_all(int fd, kit::Bytes bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0) _exit(1);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

[[noreturn]] void command(int output, int errors) {
  write_all(errors, std::string(kErrors, 'e'));
  write_all(output, "done");
  _exit(0);
}

Pipes start_command() {
  int output[2];
  int errors[2];
  if (pipe(output) < 0 || pipe(errors) < 0) kit::fail("pipe");
  const pid_t child = fork();
  if (child < 0) kit::fail("fork");
  if (child == 0) {
    close(output[0]);
    close(errors[0]);
    command(output[1], errors[1]);
  }
  close(output[1]);
  close(errors[1]);
  return {output[0], errors[0]};
}

// False: the pipe has ended.
bool read_some(int fd, std::string& to) {
  char more[4096];
  const ssize_t size = read(fd, more, sizeof more);
  if (size < 0) kit::fail("read");
  to.append(more, static_cast<std::size_t>(size));
  return size > 0;
}

// Both at once: a pipe holds little, and a command that has filled it waits there.
Printed read_both(const Pipes& pipes) {
  Printed printed;
  std::array<pollfd, 2> open{{{pipes.output, POLLIN, 0}, {pipes.errors, POLLIN, 0}}};
  while (open[0].fd >= 0 || open[1].fd >= 0) {
    if (poll(open.data(), open.size(), -1) < 0) kit::fail("poll");
    if (open[0].revents != 0 && !read_some(open[0].fd, printed.output)) open[0].fd = -1;
    if (open[1].revents != 0 && !read_some(open[1].fd, printed.errors)) open[1].fd = -1;
  }
  return printed;
}

void agent(int fd) {
  const Printed printed = read_both(start_command());
  if (wait(nullptr) < 0) kit::fail("wait");
  kit::send_all(fd, printed.output + "\n" + std::to_string(printed.errors.size()) +
                        " bytes of errors\n");
}

void desk(int fd) {
  std::string rest;
  char more[1024];
  while (const std::size_t size = kit::receive_some(fd, more, sizeof more)) {
    rest.append(more, size);
    for (std::size_t end = 0; (end = rest.find('\n')) != std::string::npos;) {
      kit::got_message(kit::Bytes(rest).substr(0, end));
      rest.erase(0, end + 1);
    }
  }
  if (!rest.empty()) kit::refuse("the agent closed inside a line");
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, agent, desk);
}
