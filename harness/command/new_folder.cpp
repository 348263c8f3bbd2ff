#include "command/new_folder.hpp"

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/input_error.hpp"
#include "base/system_error.hpp"
#include "command/text_file.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void refuse_not_empty(const fs::path& path) {
  throw InputError({"{} is not empty; name a new folder, or an empty one",
                    "{} 不是空的；请写一个新目录，或者空目录"},
                   path.string());
}

/// Keeps away what a user interrupts by.
class NoInterrupts {
 public:
  NoInterrupts() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, number);
    pthread_sigmask(SIG_BLOCK, &signals, &before_);
  }
  ~NoInterrupts() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  NoInterrupts(const NoInterrupts&) = delete;
  NoInterrupts& operator=(const NoInterrupts&) = delete;

 private:
  sigset_t before_{};
};

/// A folder beside `path`; it is removed in the end, unless it has got that name.
class Beside {
 public:
  explicit Beside(const fs::path& path) : name_(path.string() + ".new-XXXXXX") {
    if (mkdtemp(name_.data()) == nullptr) throw_errno("mkdtemp " + name_);
    const mode_t mask = umask(0);  // mkdtemp makes it for its owner only
    umask(mask);
    chmod(name_.c_str(), 0777 & ~mask);
  }
  ~Beside() {
    std::error_code error;
    fs::remove_all(name_, error);
  }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

  fs::path name() const { return name_; }

  /// Takes the place of an empty folder, too: rename(2).
  void become(const fs::path& path) const {
    if (rename(name_.c_str(), path.c_str()) == 0) return;
    if (errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR) refuse_not_empty(path);
    throw_errno("rename to " + path.string());
  }

 private:
  std::string name_;
};

/// Without a slash behind it, and never `.`, of which nothing stands beside.
fs::path place_of(const fs::path& path) {
  std::error_code error;
  fs::path place = fs::weakly_canonical(fs::absolute(path), error);
  if (!place.has_filename()) place = place.parent_path();
  return error ? path : place;
}

}  // namespace

NewFolder::NewFolder(const fs::path& path) : path_(place_of(path)) {
  std::error_code error;
  if (fs::exists(path_, error) && (!fs::is_directory(path_, error) || !fs::is_empty(path_, error)))
    refuse_not_empty(path);
  const fs::path parent = path_.parent_path();
  if (!fs::is_directory(parent, error))
    throw InputError({"{}: there is no folder {}; make it first", "{}：没有目录 {}；请先建立"},
                     path.string(), parent.string());
  if (access(parent.c_str(), W_OK | X_OK) != 0)
    throw InputError({"{}: nothing can be made in {}; name another folder",
                      "{}：无法在 {} 里新建；请换一个目录"},
                     path.string(), parent.string());
}

void NewFolder::fill(const Files& files) const {
  const NoInterrupts held;
  const Beside beside(path_);
  for (const auto& [name, bytes] : files) write_file(beside.name() / name, bytes);
  beside.become(path_);
}

}  // namespace stickylab
