// Preloaded: the wall clock is ahead by the seconds that stand in the file CHAT_CLOCK.
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
  const long result = syscall(SYS_clock_gettime, clock, time);
  const char* path = getenv("CHAT_CLOCK");
  if (result != 0 || clock != CLOCK_REALTIME || path == nullptr) return static_cast<int>(result);
  if (FILE* file = fopen(path, "r")) {
    long ahead = 0;
    if (fscanf(file, "%ld", &ahead) == 1) time->tv_sec += ahead;
    fclose(file);
  }
  return 0;
}
