// A client hands in a file as FTP does: one connection for control, one for the file,
// which ends as that connection ends. A process of its own keeps the client's log.
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1 << 20;  // bytes in a file

struct Log {
  pid_t process;
  int lines;  // a pipe to it
};

// It takes lines until there will be no more.
Log start_log() {
  int ends[2];
  if (pipe(ends) < 0) kit::fail("pipe");
  const pid_t process = fork();
  if (process < 0) kit::fail("fork");
  if (process == 0) {
    close(ends[1]);
    char line[64];
    while (read(ends[0], line, sizeof line) > 0) {
    }
    _exit(0);
  }
  close(ends[0]);
  return {process, ends[1]};
}

void end_log(const Log& log) {
  close(log.lines);
  if (waitpid(log.process, nullptr, 0) < 0) kit::fail("waitpid");
}

void client(const sockaddr_storage& where) {
  const int control = kit::connect_to(where);
  const int file = kit::connect_to(where);
  const Log log = start_log();
  kit::send_all(file, "hello");
  dprintf(log.lines, "sent a file\n");
  // The log's process has this descriptor too, and close gives up ours only. Shutdown
  // ends the stream, whoever has a descriptor of it.
  if (shutdown(file, SHUT_WR) < 0) kit::fail("shutdown");
  close(file);
  char done = 0;
  if (kit::receive_some(control, &done, 1) == 0) {
    kit::refuse("the peer closed before it had the file");
  }
  end_log(log);
  close(control);
}

int listen_at(const sockaddr_storage& where) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0) kit::fail("socket");
  kit::set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  const auto* place = reinterpret_cast<const sockaddr*>(&where);
  if (bind(fd, place, sizeof where) < 0) kit::fail("bind");
  if (listen(fd, 2) < 0) kit::fail("listen");
  return fd;
}

int accept_one(int listening) {
  const int fd = accept(listening, nullptr, nullptr);
  if (fd < 0) kit::fail("accept");
  return fd;
}

std::string read_to_end(int fd) {
  std::string file;
  char part[4096];
  while (const std::size_t size = kit::receive_some(fd, part, sizeof part)) {
    file.append(part, size);
    if (file.size() > kLongest) kit::refuse("the file is too long");
  }
  return file;
}

void server(const sockaddr_storage& where) {
  const int listening = listen_at(where);
  const int control = accept_one(listening);
  const int file = accept_one(listening);
  close(listening);
  kit::got_message(read_to_end(file));
  kit::send_all(control, "+");
  close(file);
  close(control);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_at(argc, argv, SOCK_STREAM, client, server);
}
