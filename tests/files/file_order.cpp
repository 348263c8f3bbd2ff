// Loaded before the program: tells in the file STICKYLAB_ORDER what it writes, what it flushes and
// what it renames, by inode, and when it says something to a peer.
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>

namespace {

template <class Call>
Call next(const char* name) {
  return reinterpret_cast<Call>(dlsym(RTLD_NEXT, name));
}

using Write = ssize_t (*)(int, const void*, size_t);

void tell(const char* what, const struct stat& status) {
  static const int order =
      open(getenv("STICKYLAB_ORDER"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  char line[64];
  const int size =
      std::snprintf(line, sizeof line, "%s %ju\n", what, static_cast<uintmax_t>(status.st_ino));
  if (next<Write>("write")(order, line, static_cast<size_t>(size)) != size) abort();
}

void tell(const char* what, int fd) {
  struct stat status {};
  if (fstat(fd, &status) == 0) tell(what, status);
}

void tell_peer(int fd) {
  struct stat status {};
  if (fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode)) tell("say", status);
}

}  // namespace

extern "C" {

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) {
  tell("write", fd);
  return next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite")(fd, bytes, size, at);
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) {
  tell("write", fd);
  return next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64")(fd, bytes, size, at);
}
int fdatasync(int fd) {
  const int result = next<int (*)(int)>("fdatasync")(fd);
  tell("flush", fd);
  return result;
}
int fsync(int fd) {
  const int result = next<int (*)(int)>("fsync")(fd);
  tell("flush", fd);
  return result;
}
int renameat2(int from, const char* name, int to, const char* new_name, unsigned flags) {
  struct stat status {};
  if (fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) == 0) tell("rename", status);
  tell("into", to);
  return next<int (*)(int, const char*, int, const char*, unsigned)>("renameat2")(from, name, to,
                                                                                  new_name, flags);
}
ssize_t write(int fd, const void* bytes, size_t size) {
  tell_peer(fd);
  return next<Write>("write")(fd, bytes, size);
}
ssize_t writev(int fd, const iovec* pieces, int count) {
  tell_peer(fd);
  return next<ssize_t (*)(int, const iovec*, int)>("writev")(fd, pieces, count);
}

}  // extern "C"
