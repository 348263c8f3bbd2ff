// The programs that an observed one becomes or starts are observed as well, also if it closes every
// descriptor before, or gives them an environment of their own. Nothing here takes memory or a
// lock: it may be called in a child of vfork(2).
#pragma once

#include <alloca.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "probe/journal.hpp"
#include "probe/libc.hpp"

namespace stickylab {

inline constexpr char kPreload[] = "LD_PRELOAD=";
inline constexpr std::size_t kMostVariables = 4096;  // they stand on the stack

inline const char* probe_path = nullptr;
inline constinit char log_variable[sizeof kProbeDescriptor + 12]{};  // "NAME=250"

/// Must be called before `with_probe`, if there is a log.
inline void remember_probe() {
  Dl_info library;
  if (dladdr(&probe_path, &library) != 0) probe_path = library.dli_fname;
  snprintf(log_variable, sizeof log_variable, "%s=%d", kProbeDescriptor, log_fd);
}

/// False if the next program could not load the probe (chroot(2)), or would find no log.
inline bool can_be_kept() {
  return is_log(log_fd) && probe_path != nullptr &&
         kernel(SYS_faccessat, AT_FDCWD, probe_path, R_OK) == 0 &&
         kernel(SYS_fcntl, log_fd, F_SETFD, 0) == 0;
}

inline bool is_variable(const char* entry, const char* name, std::size_t size) {
  return strncmp(entry, name, size) == 0;
}
inline bool is_preload(const char* entry) {
  return is_variable(entry, kPreload, sizeof kPreload - 1);
}
inline bool is_log_variable(const char* entry) {
  return is_variable(entry, log_variable, sizeof kProbeDescriptor);  // up to the '='
}

/// An environment, and what of the probe is in it.
struct Environment {
  char* const* entries = nullptr;
  std::size_t count = 0;
  const char* preload = kPreload;  ///< its own, with the name
  bool has_log = false;

  explicit Environment(char* const* all) : entries(all) {
    for (; all != nullptr && all[count] != nullptr; ++count) see(all[count]);
  }
  void see(const char* entry) {
    if (is_preload(entry)) preload = entry;
    if (is_log_variable(entry)) has_log = strcmp(entry, log_variable) == 0;
  }
  bool is_complete() const { return has_log && strstr(preload, probe_path) != nullptr; }
};

/// "LD_PRELOAD=PROBE:OTHERS"; `to` has room for it.
inline void write_preload(char* to, const Environment& given) {
  const char* others = given.preload + sizeof kPreload - 1;
  to = stpcpy(stpcpy(to, kPreload), probe_path);
  if (*others != '\0' && strstr(others, probe_path) == nullptr) stpcpy(stpcpy(to, ":"), others);
}

inline void write_environment(char** to, const Environment& given, char* preload) {
  *to++ = preload;
  *to++ = log_variable;
  for (std::size_t i = 0; i < given.count; ++i)
    if (!is_preload(given.entries[i]) && !is_log_variable(given.entries[i]))
      *to++ = given.entries[i];
  *to = nullptr;
}

/// Calls `then` with an environment that loads the probe: the given one, if that does.
template <typename Then>
int with_probe(char* const* entries, Then then) {
  const int before = errno;
  const bool keeps = can_be_kept();
  errno = before;
  if (!keeps) return then(entries);
  const Environment given(entries);
  if (given.is_complete() || given.count > kMostVariables) return then(entries);
  auto** ours = static_cast<char**>(alloca((given.count + 3) * sizeof(char*)));
  auto* preload =
      static_cast<char*>(alloca(strlen(given.preload) + strlen(probe_path) + sizeof kPreload + 1));
  write_preload(preload, given);
  write_environment(ours, given, preload);
  return then(ours);
}

/// Closes a range of descriptors but not the log. What the program is told is what it would be.
inline int close_between(unsigned first, unsigned last, int flags) {
  const auto log = static_cast<unsigned>(log_fd);
  if (log < first || log > last || !is_log(log_fd))
    return static_cast<int>(kernel(SYS_close_range, first, last, flags));
  if (first < log && kernel(SYS_close_range, first, log - 1, flags) != 0) return -1;
  return log < last ? static_cast<int>(kernel(SYS_close_range, log + 1, last, flags)) : 0;
}

/// As close(2) of a descriptor that is not open.
inline int refuse_to_close() {
  errno = EBADF;
  return -1;
}

}  // namespace stickylab
