// Makes the calls that probe.py expects to find in the log: a connection within one process that
// does not wait to be made, a write through a second descriptor, and a datagram from a socket that
// is not bound. In C: it is built for systems of which there is a C compiler only.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static void check(int good, const char* operation) {
  if (good) return;
  perror(operation);
  exit(1);
}

/// A socket of that type on a port of 127.0.0.1 that the kernel chooses; `address` becomes its own.
static int bound(int type, struct sockaddr_in* address) {
  const int fd = socket(AF_INET, type, 0);
  socklen_t size = sizeof *address;
  address->sin_family = AF_INET;
  address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address->sin_port = 0;
  check(bind(fd, (struct sockaddr*)address, size) == 0, "bind");
  check(getsockname(fd, (struct sockaddr*)address, &size) == 0, "getsockname");
  return fd;
}

static void talk_by_newer_calls(int client, int server) {
  int pipes[2];
  char bytes[9];
  check(dprintf(client, "%d", 1234) == 4, "dprintf");
  check(pipe(pipes) == 0 && splice(server, NULL, pipes[1], NULL, 4, 0) == 4, "splice");
  check(splice(pipes[0], NULL, client, NULL, 4, 0) == 4, "splice");
  check(syscall(SYS_read, server, bytes, sizeof bytes) == 4, "SYS_read");
  close(pipes[0]);
  close(pipes[1]);
}

static void talk_tcp(void) {
  struct sockaddr_in address;
  char bytes[9];
  int waiting = 0;
  const int listener = bound(SOCK_STREAM, &address);
  check(listen(listener, 1) == 0, "listen");
  const int client = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  connect(client, (struct sockaddr*)&address, sizeof address);
  const int server = accept(listener, NULL, NULL);
  struct pollfd writable = {.fd = client, .events = POLLOUT};
  check(poll(&writable, 1, -1) == 1, "poll");
  check(send(client, "one", 3, 0) == 3, "send");
  const int again = dup(client);
  check(write(again, "two", 3) == 3, "write");
  check(ioctl(server, FIONREAD, &waiting) == 0, "ioctl");
  check(read(server, bytes, sizeof bytes) > 0, "read");
  talk_by_newer_calls(client, server);
  check(shutdown(client, SHUT_WR) == 0, "shutdown");
  close(again);
  close(client);
  close(server);
  close(listener);
}

static void talk_udp(void) {
  struct sockaddr_in address;
  char bytes[9];
  const int server = bound(SOCK_DGRAM, &address);
  const int client = socket(AF_INET, SOCK_DGRAM, 0);
  for (int i = 0; i < 2; ++i)
    check(sendto(client, "three", 5, 0, (struct sockaddr*)&address, sizeof address) == 5, "sendto");
  check(recvfrom(server, bytes, sizeof bytes, 0, NULL, NULL) == 5, "recvfrom");
  close(client);
  close(server);
}

int main(void) {
  talk_tcp();
  talk_udp();
  check(write(1, "done\n", 5) == 5, "write");  // no socket
}
