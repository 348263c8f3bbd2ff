// Makes each of the calls that calls.py expects: `made_calls WHAT HOST PORT`. Bytes that are read
// are there before, so that one call takes them.
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <linux/filter.h>
#include <linux/io_uring.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

constexpr std::size_t kFileBytes = 20'000;

void check(bool good, const char* operation) {
  if (good) return;
  perror(operation);
  exit(1);
}

sockaddr_in address_of(char** argv) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(atoi(argv[3])));
  check(inet_pton(AF_INET, argv[2], &address.sin_addr) == 1, "inet_pton");
  return address;
}

int connected(char** argv) {
  const sockaddr_in address = address_of(argv);
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  check(connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "connect");
  return fd;
}

int bound(char** argv, int type) {
  const sockaddr_in address = address_of(argv);
  const int fd = socket(AF_INET, type, 0);
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  check(bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "bind");
  return fd;
}

int listening(char** argv) {
  const int fd = bound(argv, SOCK_STREAM);
  check(listen(fd, 1) == 0, "listen");
  return fd;
}

iovec part(void* data, std::size_t size) { return {data, size}; }
iovec part(const char* text) { return {const_cast<char*>(text), strlen(text)}; }

mmsghdr message(iovec& one) {
  mmsghdr made{};
  made.msg_hdr.msg_iov = &one;
  made.msg_hdr.msg_iovlen = 1;
  return made;
}

/// Returns when so many bytes are there to be read.
void await(int fd, std::size_t size) {
  std::string bytes(size, '\0');
  check(recv(fd, bytes.data(), size, MSG_PEEK | MSG_WAITALL) == static_cast<ssize_t>(size), "peek");
}

void pass_a_file(int fd) {
  FILE* file = tmpfile();
  const std::string bytes(kFileBytes, 'f');
  check(fwrite(bytes.data(), 1, kFileBytes, file) == kFileBytes && fflush(file) == 0, "fwrite");
  off_t at = 0;
  check(sendfile(fd, fileno(file), &at, kFileBytes) == kFileBytes, "sendfile");
}

constexpr int kPieces = 3'000;
constexpr std::size_t kPieceBytes = 4'096;

void send_much(int fd) {
  const std::string piece(kPieceBytes, 'p');
  for (int i = 0; i < kPieces; ++i)
    check(send(fd, piece.data(), kPieceBytes, 0) == kPieceBytes, "send");
}

void receive_much(int fd) {
  char piece[kPieceBytes];
  for (int i = 0; i < kPieces; ++i)
    check(recv(fd, piece, kPieceBytes, MSG_WAITALL) == kPieceBytes, "recv");
}

void pass_a_pipe(int fd) {
  int pipes[2];
  check(pipe(pipes) == 0 && write(pipes[1], "through a pipe", 14) == 14, "pipe");
  check(splice(pipes[0], nullptr, fd, nullptr, 14, 0) == 14, "splice");
}

void send_two(int fd) {
  iovec parts[] = {part("one"), part("three")};
  mmsghdr both[] = {message(parts[0]), message(parts[1])};
  check(sendmmsg(fd, nullptr, 0, 0) == 0, "sendmmsg of nothing");
  check(sendmmsg(fd, both, 2, 0) == 2 && both[1].msg_len == 5, "sendmmsg");
}

void receive_two(int fd, int flags) {
  char bytes[2][9];
  sockaddr_in from[2]{};
  iovec parts[] = {part(bytes[0], 3), part(bytes[1], 5)};
  mmsghdr both[] = {message(parts[0]), message(parts[1])};
  for (int i = 0; i < 2; ++i) {
    both[i].msg_hdr.msg_name = &from[i];
    both[i].msg_hdr.msg_namelen = sizeof from[i];
  }
  check(recvmmsg(fd, both, 2, flags, nullptr) == 2, "recvmmsg");
}

void write_parts(int fd) {
  const std::vector<iovec> parts(20, part("abc"));
  check(writev(fd, parts.data(), 20) == 60, "writev");
}

void send_all_ways(int fd) {
  pass_a_file(fd);
  pass_a_pipe(fd);
  send_two(fd);
  const iovec two[] = {part("ab"), part("cde")};
  check(pwritev2(fd, two, 2, -1, 0) == 5, "pwritev2");
  errno = EDOM;
  check(pwritev2(fd, two, 2, 0, 0) == -1 && errno == ESPIPE, "pwritev2 at a place");
  write_parts(fd);
  errno = EDOM;
  check(dprintf(fd, "%d words, %s", 3, "one number") == 19 && errno == EDOM, "dprintf");
  check(syscall(SYS_write, fd, "by number", 9) == 9 && errno == EDOM, "SYS_write");
  check(syscall(SYS_sendto, fd, "named", 5, MSG_NOSIGNAL, nullptr, 0) == 5, "SYS_sendto");
  check(syscall(SYS_write, -1, "", 0) == -1 && errno == EBADF, "SYS_write to nothing");
  check(syscall(SYS_getpid) == getpid(), "SYS_getpid");
}

void receive_all_ways(int fd) {
  int pipes[2];
  check(pipe(pipes) == 0, "pipe");
  await(fd, kFileBytes);
  for (std::size_t left = kFileBytes; left > 0;) {
    const ssize_t n = splice(fd, nullptr, pipes[1], nullptr, left, 0);
    check(n > 0, "splice");
    left -= static_cast<std::size_t>(n);
  }
  char bytes[99];
  const iovec parts[] = {part(bytes, 4), part(bytes + 4, 0), part(bytes + 4, 10)};
  await(fd, 14);
  check(readv(fd, parts, 3) == 14, "readv");
  await(fd, 8);
  receive_two(fd, 0);
  await(fd, 5);
  const iovec five[] = {part(bytes, 4), part(bytes + 4, 1)};
  check(preadv2(fd, five, 2, -1, 0) == 5, "preadv2");
  await(fd, 60);
  check(read(fd, bytes, 60) == 60, "read");
  await(fd, 19);
  check(syscall(SYS_read, fd, bytes, 19) == 19, "SYS_read");
  await(fd, 9);
  check(syscall(SYS_recvfrom, fd, bytes, 9, 0, nullptr, nullptr) == 9, "SYS_recvfrom");
  await(fd, 5);
  iovec one = part(bytes, sizeof bytes);
  mmsghdr last = message(one);
  check(syscall(SYS_recvmsg, fd, &last.msg_hdr, 0) == 5, "SYS_recvmsg");
}

void ask_for_a_ring() {
  io_uring_params parameters{};
  syscall(SYS_io_uring_setup, 1U, &parameters);  // the kernel may forbid it
}

/// Waits for one connection and says what came over it.
void serve(int listener) {
  const int fd = accept(listener, nullptr, nullptr);
  char bytes[99];
  const ssize_t n = read(fd, bytes, sizeof bytes);
  check(n > 0 && printf("%.*s\n", static_cast<int>(n), bytes) > 0, "read");
}

/// Says it, and again as a process that is killed for asking anything of a socket, as sshd's is.
void say_restricted(char** argv, bool by_number) {
  const int fd = connected(argv);
  check(write(fd, "before", 6) == 6, "write");
  sock_filter filter[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                          BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getsockopt, 0, 1),
                          BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
                          BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const sock_fprog program{4, filter};
  check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "PR_SET_NO_NEW_PRIVS");
  const long set = by_number ? syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program)
                             : prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
  check(set == 0, "seccomp");
  check(write(fd, "after", 5) == 5 && close(fd) == 0, "write");
}

void say(char** argv) {
  const int fd = connected(argv);
  check(write(fd, argv[1], strlen(argv[1])) > 0, "write");
}

/// Becomes itself with no descriptor but the first three, and nothing in its environment.
void become(char** argv, const char* what) {
  char* arguments[] = {argv[0], const_cast<char*>(what), argv[2], argv[3], nullptr};
  char* nothing[] = {nullptr};
  execve("/proc/self/exe", arguments, nothing);
  check(false, "execve");
}

void close_each() {
  for (int fd = 3; fd < 1024; ++fd) close(fd);
}

/// Starts itself in three ways, each with nothing in its environment.
void start_three(char** argv) {
  char what[] = "say";
  char* arguments[] = {argv[0], what, argv[2], argv[3], nullptr};
  char* nothing[] = {nullptr};
  pid_t pid = 0;
  check(posix_spawn(&pid, "/proc/self/exe", nullptr, nullptr, arguments, nothing) == 0, "spawn");
  check(waitpid(pid, nullptr, 0) == pid, "waitpid");
  pid = vfork();
  if (pid == 0) {
    execve("/proc/self/exe", arguments, nothing);
    _exit(1);
  }
  check(waitpid(pid, nullptr, 0) == pid, "waitpid");
  pid = fork();
  if (pid == 0) execle("/proc/self/exe", argv[0], what, argv[2], argv[3], nullptr, nothing);
  check(waitpid(pid, nullptr, 0) == pid, "waitpid");
}

union Control {
  cmsghdr header;
  char bytes[CMSG_SPACE(sizeof(int))];
};

void give(int to, int fd) {
  char byte = 0;
  iovec one = part(&byte, 1);
  Control control{};
  msghdr passed = message(one).msg_hdr;
  passed.msg_control = control.bytes;
  passed.msg_controllen = sizeof control.bytes;
  cmsghdr* head = CMSG_FIRSTHDR(&passed);
  head->cmsg_level = SOL_SOCKET;
  head->cmsg_type = SCM_RIGHTS;
  head->cmsg_len = CMSG_LEN(sizeof fd);
  memcpy(CMSG_DATA(head), &fd, sizeof fd);
  check(sendmsg(to, &passed, 0) == 1, "sendmsg");
}

int take(int from) {
  char byte = 0;
  iovec one = part(&byte, 1);
  Control control{};
  msghdr passed = message(one).msg_hdr;
  passed.msg_control = control.bytes;
  passed.msg_controllen = sizeof control.bytes;
  check(recvmsg(from, &passed, 0) == 1, "recvmsg");
  int fd = -1;
  memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&passed)), sizeof fd);
  return fd;
}

/// One process accepts; another reads.
void hand_over(int listener) {
  int ends[2];
  check(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0, "socketpair");
  const pid_t pid = fork();
  if (pid == 0) {
    give(ends[1], accept(listener, nullptr, nullptr));
    _exit(0);
  }
  char bytes[99];
  check(read(take(ends[0]), bytes, sizeof bytes) > 0, "read");
  check(waitpid(pid, nullptr, 0) == pid, "waitpid");
}

void exchange_datagrams(char** argv, bool sends) {
  if (!sends) return receive_two(bound(argv, SOCK_DGRAM), 0);
  const sockaddr_in address = address_of(argv);
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  check(connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "connect");
  send_two(fd);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::string what = argv[1];
  if (what == "send") send_all_ways(connected(argv));
  if (what == "receive") receive_all_ways(accept(listening(argv), nullptr, nullptr));
  if (what == "send-much") send_much(connected(argv));
  if (what == "receive-much") receive_much(accept(listening(argv), nullptr, nullptr));
  if (what == "ring") ask_for_a_ring();
  if (what == "say" || what == "ring") say(argv);
  if (what == "say-restricted") say_restricted(argv, false);
  if (what == "say-restricted-by-number") say_restricted(argv, true);
  if (what == "serve") serve(listening(argv));
  if (what == "serve-three")
    for (int i = 0, listener = listening(argv); i < 3; ++i) serve(listener);
  if (what == "closefrom") {
    closefrom(3);
    become(argv, "serve");
  }
  if (what == "close-each") {
    close_each();
    become(argv, "serve");
  }
  if (what == "close-range") {
    check(close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) == 0, "close_range");
    become(argv, "serve");
  }
  if (what == "start-three") start_three(argv);
  if (what == "hand-over") hand_over(listening(argv));
  if (what == "send-datagrams") exchange_datagrams(argv, true);
  if (what == "receive-datagrams") exchange_datagrams(argv, false);
}
