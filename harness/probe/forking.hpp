// A program is started once, comes to its first accept(2), and waits there: the stage has a fork of
// it for each run. A fork goes on with the accept as if it had been started for that run.
//
// It is made like that of fork(3), but as a child of the stage (CLONE_PARENT), and without the
// functions of pthread_atfork(3): nothing in it is to know that it is one. If a fork would not be
// like a start (probe/alike.hpp), the program goes on by itself, and the stage is told so by the
// end of the socket.
#pragma once

#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "probe/alike.hpp"
#include "probe/mother.hpp"

namespace stickylab {

/// The socket to the stage; -1: this process is not to be forked.
inline int mother_fd = -1;
inline constinit File mother_file{};
inline constinit Started started{};
inline int started_as = 0;
inline int started_by = 0;

/// To be called as the program starts.
inline void remember_start() {
  const char* number = secure_getenv(kMotherDescriptor);
  if (number == nullptr) return;
  mother_fd = atoi(number);
  mother_file = file_of(mother_fd);
  started.remember();
  started_as = getpid();
  started_by = getppid();
}

inline bool tell_stage(MotherWord word) {
  return kernel(SYS_sendto, mother_fd, &word, sizeof word, MSG_NOSIGNAL, nullptr, 0) == sizeof word;
}

/// The descriptors of a child, as they come.
struct Gifts {
  int fds[kGifts];

  void close_all() const {
    for (const int fd : fds) kernel(SYS_close, fd);
  }
};

/// Waits for the word to fork; false if the stage wants none any more.
inline bool receive_gifts(Gifts& gifts) {
  MotherWord word{};
  iovec part{&word, sizeof word};
  alignas(cmsghdr) char room[CMSG_SPACE(sizeof gifts.fds)];
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = room;
  message.msg_controllen = sizeof room;
  long size = 0;
  do size = kernel(SYS_recvmsg, mother_fd, &message, MSG_CMSG_CLOEXEC);
  while (size < 0 && errno == EINTR);
  const cmsghdr* held = size > 0 ? CMSG_FIRSTHDR(&message) : nullptr;
  if (held == nullptr || held->cmsg_type != SCM_RIGHTS ||
      held->cmsg_len != CMSG_LEN(sizeof gifts.fds))
    return false;
  memcpy(gifts.fds, CMSG_DATA(held), sizeof gifts.fds);
  return true;
}

/// What libc has told the kernel of its only thread, and a fork has to tell again.
struct LibcThread {
  int* id = nullptr;  ///< where libc keeps it
  void* robust_list = nullptr;
  std::size_t robust_size = 0;

  /// False if it cannot be found, as in musl, which has something else there.
  bool find() {
    return kernel(SYS_prctl, PR_GET_TID_ADDRESS, &id) == 0 && id != nullptr &&
           *id == static_cast<int>(kernel(SYS_gettid)) &&
           kernel(SYS_get_robust_list, 0, &robust_list, &robust_size) == 0;
  }
  void tell() const { kernel(SYS_set_robust_list, robust_list, robust_size); }
};

inline long fork_beside(int* id) {
  const long flags = CLONE_PARENT | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD;
#ifdef __x86_64__
  return kernel(SYS_clone, flags, nullptr, nullptr, id, nullptr);
#else
  return kernel(SYS_clone, flags, nullptr, nullptr, nullptr, id);
#endif
}

/// Puts the child's own log in the place of the one that it shares.
inline bool take_log(int fd) {
  return fstat(fd, &log_file) == 0 && kernel(SYS_dup3, fd, log_fd, 0) == log_fd &&
         mmap(the_log, log_capacity, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0) ==
             the_log;
}

/// In the child: makes it what a program is that the stage has started.
inline void be_born(const Gifts& gifts) {
  bool well = kernel(SYS_setpgid, 0, 0) == 0 &&
              kernel(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 &&
              getppid() == started_by && take_log(gifts.fds[kGiftLog]);
  for (int fd = 0; fd < kGiftLog; ++fd) well = well && kernel(SYS_dup3, gifts.fds[fd], fd, 0) == fd;
  gifts.close_all();
  if (!well || !tell_stage(MotherWord::born)) _exit(127);
  kernel(SYS_close, mother_fd);
  mother_fd = -1;
}

inline bool can_be_forked(Listeners& listeners, LibcThread& thread) {
  return is_reporting() && getpid() == started_as && file_of(mother_fd) == mother_file &&
         has_one_thread() && has_no_child() && has_no_timer() && thread.find() &&
         may_share_descriptors(started, mother_fd, listeners) && shares_no_memory() &&
         listeners.are_untouched();
}

/// Returns in each child, and in the program itself if it is not forked any more.
inline void serve_forks(const Listeners& listeners, const LibcThread& thread) {
  Gifts gifts;
  while (receive_gifts(gifts)) {
    if (!listeners.are_untouched()) {
      tell_stage(MotherWord::no_longer);
    } else if (fork_beside(thread.id) == 0) {
      thread.tell();
      return be_born(gifts);
    }
    gifts.close_all();
  }
}

/// To be called before each accept; the first one counts. Leaves errno as it is.
inline void wait_to_be_forked(int fd) {
  if (mother_fd < 0) return;
  const int before = errno;
  Listeners listeners;
  LibcThread thread;
  if (listens(fd) && can_be_forked(listeners, thread) && tell_stage(MotherWord::ready))
    serve_forks(listeners, thread);
  if (mother_fd >= 0 && file_of(mother_fd) == mother_file) kernel(SYS_close, mother_fd);
  mother_fd = -1;
  errno = before;
}

}  // namespace stickylab
