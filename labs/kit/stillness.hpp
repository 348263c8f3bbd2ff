// Both ends run on this machine, and neither does anything any more.
#pragma once

#include <sys/syscall.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <string>

#include "narration.hpp"
#include "sockets.hpp"

namespace kit {

constexpr int kStillCheckMs = 100;
constexpr int kStillChecks = 20;  // two seconds

// How often the kernel has run a process, and whether it sleeps now: proc(5). The same
// twice: it has slept all the time between. Empty: it runs, or cannot be observed.
inline std::string rest_of(pid_t pid) {
  const std::string folder = "/proc/" + std::to_string(pid);
  std::string stat;
  std::string slices;
  std::getline(std::ifstream(folder + "/stat"), stat);
  std::getline(std::ifstream(folder + "/schedstat"), slices);
  return stat.find(") S ") != std::string::npos ? slices : "";
}

// For each end a descriptor that can be read once it has ended: pidfd_open(2).
inline std::array<pollfd, 2> watch(const std::array<pid_t, 2>& ends) {
  std::array<pollfd, 2> ended{};
  for (std::size_t i = 0; i < ends.size(); ++i) {
    ended[i].fd = static_cast<int>(syscall(SYS_pidfd_open, ends[i], 0));
    ended[i].events = POLLIN;
  }
  return ended;
}

// Returns when an end has ended (false), or both have slept for two seconds (true).
inline bool both_sleep(const std::array<pid_t, 2>& ends, std::array<pollfd, 2>& ended) {
  std::array<std::string, 2> before;
  int still = 0;
  while (still < kStillChecks && poll(ended.data(), ended.size(), kStillCheckMs) == 0) {
    const std::array<std::string, 2> now{rest_of(ends[0]), rest_of(ends[1])};
    const bool rests = !now[0].empty() && !now[1].empty() && now == before;
    still = rests ? still + 1 : 0;
    before = now;
  }
  return still == kStillChecks;
}

// True where both ends had to be killed, as neither did anything any more; says so.
inline bool end_if_still(const std::array<pid_t, 2>& ends) {
  std::array<pollfd, 2> ended = watch(ends);
  const bool seen = ended[0].fd >= 0 && ended[1].fd >= 0;
  const bool sleep = seen && both_sleep(ends, ended);
  for (const pollfd& end : ended) close(end.fd);
  if (!sleep) return false;
  std::fputs(
      words("both ends have waited for two seconds, and nothing happens: stopped\n",
            "两端都已等了两秒，没有任何动静：终止\n"),
      stderr);
  for (const int number : {SIGSTOP, SIGKILL}) {  // so that neither sees the other end
    for (const pid_t end : ends) kill(end, number);
  }
  return true;
}

}  // namespace kit
