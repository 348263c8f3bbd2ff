// Socket calls that the C library does not pass on to a preloaded library, or that come from
// places where none is loaded. Usage: kernel_calls MODE HOST PORT; see `modes` below.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static char** words;

static void check(int good, const char* what) {
  if (good) return;
  perror(what);
  _exit(1);
}

static int connected(int type) {
  int s = socket(AF_INET, type, 0);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(atoi(words[3]))};
  inet_pton(AF_INET, words[2], &to.sin_addr);
  check(connect(s, (struct sockaddr*)&to, sizeof to) == 0, "connect");
  return s;
}

static void by_stdio(int s, const char* text) {
  FILE* file = fdopen(s, "w");
  fputs(text, file);
  fclose(file);
}

static void mixed(void) {
  int s = connected(SOCK_STREAM);
  check(write(s, "hello", 5) == 5, "write");
  check(syscall(SYS_write, s, "XXXXX", 5) == 5, "syscall");
  by_stdio(s, "world");
}

static void parts(int s) {
  struct iovec two[2] = {{"par", 3}, {"ts ", 3}};
  struct msghdr message = {.msg_iov = two, .msg_iovlen = 2};
  struct mmsghdr many[2] = {{.msg_hdr = message}, {.msg_hdr = message}};
  check(writev(s, two, 2) == 6 && pwritev2(s, two, 2, -1, 0) == 6, "writev");
  check(sendmsg(s, &message, 0) == 6 && sendmmsg(s, many, 2, 0) == 2, "sendmsg");
}

static void from_files(int s) {
  FILE* file = tmpfile();
  fputs("0123456789", file);
  fflush(file);
  off_t from = 2;
  check(sendfile(s, fileno(file), &from, 3) == 3, "sendfile");
  rewind(file);
  check(sendfile(s, fileno(file), NULL, 2) == 2, "sendfile");
  int pipes[2];
  check(pipe(pipes) == 0 && write(pipes[1], "piped", 5) == 5, "pipe");
  check(splice(pipes[0], NULL, s, NULL, 5, 0) == 5, "splice");
}

/// Every call that sends or receives.
static void all(void) {
  int s = connected(SOCK_STREAM), waiting = 0;
  char bytes[9];
  check(send(s, "sent ", 5, 0) == 5 && dprintf(s, "printed ") == 8, "send");
  parts(s);
  from_files(s);
  check(syscall(SYS_write, s, 1, 5) == -1 && errno == EFAULT, "a bad address");
  check(ioctl(s, FIONREAD, &waiting) == 0 && waiting == 0, "FIONREAD");
  check(recv(s, bytes, sizeof bytes, MSG_DONTWAIT) == -1, "recv");
  shutdown(s, SHUT_WR);
  check(read(s, bytes, sizeof bytes) == 0, "read");
}

/// As ssh-agent does.
static void forbids(void) {
  check(prctl(PR_SET_DUMPABLE, 0) == 0, "prctl");
  mixed();
}

/// As sshd does.
static void again(void) {
  char* none[] = {NULL};
  char* command[] = {words[0], "mixed", words[2], words[3], NULL};
  check(close_range(3, ~0U, 0) == 0, "close_range");
  execve("/proc/self/exe", command, none);
}

static void* send_some(void* at) {
  for (int i = 0; i < 50; ++i) check(write(*(int*)at, "0123456789", 10) == 10, "write");
  return NULL;
}

static void threads(void) {
  int s = connected(SOCK_STREAM);
  pthread_t all[4];
  for (int i = 0; i < 4; ++i) pthread_create(&all[i], NULL, send_some, &s);
  for (int i = 0; i < 4; ++i) pthread_join(all[i], NULL);
}

/// The first thread ends before the one that sends, and that executes another program.
static void* outlive(void* first) {
  int s = connected(SOCK_STREAM);
  pthread_join(*(pthread_t*)first, NULL);
  check(write(s, "alone", 5) == 5, "write");
  close(s);
  execl("/proc/thread-self/exe", words[0], "mixed", words[2], words[3], NULL);
  return NULL;
}

static void leader(void) {
  static pthread_t first, other;
  first = pthread_self();
  pthread_create(&other, NULL, outlive, &first);
  pthread_exit(NULL);
}

union Rights {
  struct cmsghdr header;
  char room[CMSG_SPACE(sizeof(int))];
};

static struct msghdr with_rights(struct iovec* one, union Rights* rights) {
  return (struct msghdr){.msg_iov = one,
                         .msg_iovlen = 1,
                         .msg_control = rights,
                         .msg_controllen = sizeof rights->room};
}

static void pass(int to, int s) {
  union Rights rights = {.header = {CMSG_LEN(sizeof s), SOL_SOCKET, SCM_RIGHTS}};
  memcpy(CMSG_DATA(&rights.header), &s, sizeof s);
  struct iovec one = {"!", 1};
  struct msghdr message = with_rights(&one, &rights);
  check(sendmsg(to, &message, 0) == 1, "pass");
}

static int taken(int from) {
  union Rights rights;
  char byte;
  struct iovec one = {&byte, 1};
  struct msghdr message = with_rights(&one, &rights);
  check(recvmsg(from, &message, 0) == 1, "take");
  int s;
  memcpy(&s, CMSG_DATA(&rights.header), sizeof s);
  return s;
}

/// As vsftpd does.
static void passes(void) {
  int ends[2];
  check(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0, "socketpair");
  if (fork() == 0) {
    int s = taken(ends[1]);
    check(write(s, "passed", 6) == 6, "write");
    _exit(0);
  }
  int s = connected(SOCK_STREAM);
  pass(ends[0], s);
  close(s);
  wait(NULL);
}

static void on_alarm(int signal) { (void)signal; }

/// Waits until a process is in one of these states; `stat` is its file of proc(5), which it opened
/// itself: by another number it would be found in its PID namespace only.
static void await_state(int stat, const char* states) {
  char line[512];
  for (;; sched_yield()) {
    const ssize_t size = pread(stat, line, sizeof line - 1, 0);
    check(size > 0, "stat");
    line[size] = 0;
    const char* behind_name = strrchr(line, ')');
    if (behind_name != NULL && strchr(states, behind_name[2]) != NULL) return;
  }
}

/// Sends what interrupts a read, each when it waits again: `again` tells of the second one.
static void interrupt_reads(pid_t reader, int stat, int again) {
  char byte;
  await_state(stat, "S");
  kill(reader, SIGALRM);
  check(read(again, &byte, 1) == 1, "again");
  await_state(stat, "S");
  kill(reader, SIGSTOP);
  await_state(stat, "Tt");
  kill(reader, SIGCONT);
  await_state(stat, "S");
  kill(reader, SIGTERM);
}

/// One read is left for a handler, another goes on after the process was stopped.
static void interrupted(void) {
  int s = connected(SOCK_STREAM);
  char byte;
  int again[2];
  struct sigaction act = {.sa_handler = on_alarm};
  sigaction(SIGALRM, &act, NULL);
  check(pipe(again) == 0, "pipe");
  const int stat = open("/proc/self/stat", O_RDONLY);
  const pid_t self = getpid();
  if (fork() == 0) {
    close(s);
    interrupt_reads(self, stat, again[0]);
    _exit(0);
  }
  check(read(s, &byte, 1) == -1 && errno == EINTR, "EINTR");
  check(write(again[1], "", 1) == 1, "again");
  read(s, &byte, 1);
  _exit(1);
}

static void datagrams(void) {
  int s = connected(SOCK_DGRAM);
  struct iovec two[2] = {{"one", 3}, {"three", 5}};
  struct mmsghdr many[2] = {{.msg_hdr = {.msg_iov = &two[0], .msg_iovlen = 1}},
                            {.msg_hdr = {.msg_iov = &two[1], .msg_iovlen = 1}}};
  check(sendmmsg(s, NULL, 0, 0) == 0, "sendmmsg of nothing");
  check(sendmmsg(s, many, 2, 0) == 2, "sendmmsg");
}

static const struct {
  const char* name;
  void (*run)(void);
} modes[] = {
    {"mixed", mixed},
    {"all", all},
    {"again", again},
    {"threads", threads},
    {"leader", leader},
    {"passes", passes},
    {"interrupted", interrupted},
    {"datagrams", datagrams},
    {"forbids", forbids},
};

int main(int count, char** all_words) {
  words = all_words;
  for (size_t i = 0; count == 4 && i < sizeof modes / sizeof *modes; ++i) {
    if (strcmp(words[1], modes[i].name) != 0) continue;
    modes[i].run();
    return 0;
  }
  fprintf(stderr, "usage: kernel_calls MODE HOST PORT\n");
  return 2;
}
