#include "beneath.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <algorithm>
#include <string_view>

#include "fd.hpp"

namespace files {
namespace {

constexpr int kTries = 4;  // EAGAIN: somebody has renamed a directory on the way

int fail(int error) {
  errno = error;
  return -1;
}

// A link is no directory for open: it is to be told apart.
Fd open_step(int at, const std::string& name, int flags) {
  Fd next(openat(at, name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC));
  if (next || errno != ENOTDIR) return next;
  struct stat status {};
  const bool is_link = fstatat(at, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
                       S_ISLNK(status.st_mode);
  errno = is_link ? ELOOP : ENOTDIR;
  return next;
}

}  // namespace

int open_by_kernel(int folder, const char* path, int flags) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC);
  how.resolve =
      RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
  for (int i = 1;; ++i) {
    const auto fd = syscall(SYS_openat2, folder, path, &how, sizeof how);
    if (fd >= 0 || errno != EAGAIN || i == kTries) return static_cast<int>(fd);
  }
}

int open_by_steps(int folder, const char* path, int flags) {
  struct stat home {
  }, here{};
  if (fstat(folder, &home) != 0) return -1;
  Fd at;
  for (std::string_view rest(path);;) {
    const std::string name(rest.substr(0, rest.find('/')));
    const bool is_last = name.size() == rest.size();
    if (name == "..") return fail(EXDEV);
    Fd next =
        open_step(at ? at.get() : folder, name, is_last ? flags : O_PATH | O_DIRECTORY);
    if (!next || fstat(next.get(), &here) != 0) return -1;
    if (here.st_dev != home.st_dev) return fail(EXDEV);
    if (is_last) return next.release();
    at = std::move(next);
    rest.remove_prefix(name.size() + 1);
  }
}

OpenBelow opener_for(int folder) {
  const Fd itself(open_by_kernel(folder, ".", O_PATH | O_DIRECTORY));
  return itself || errno != ENOSYS ? open_by_kernel : open_by_steps;
}

}  // namespace files
