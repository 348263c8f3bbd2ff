#include "stage/tracer/filter.hpp"

#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <set>

#include "probe/alarms.hpp"
#include "stage/tracer/system_call.hpp"

namespace stickylab {
namespace {

sock_filter load(std::size_t offset) {
  return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}

sock_filter answer(std::uint32_t what) { return BPF_STMT(BPF_RET | BPF_K, what); }

/// Skips so many instructions if what was loaded is `value`, or if it is not.
sock_filter skip(std::uint32_t value, std::size_t if_equal, std::size_t if_not) {
  return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, static_cast<std::uint8_t>(if_equal),
                  static_cast<std::uint8_t>(if_not));
}

}  // namespace

std::vector<sock_filter> call_filter() {
  std::set<std::uint32_t> numbers;
  for (const Shape& shape : shapes()) numbers.insert(static_cast<std::uint32_t>(shape.number));
  numbers.erase(SYS_ioctl);
  numbers.insert(kAlarmCalls.begin(), kAlarmCalls.end());
  // At the end stand: is it ioctl, load its request, is it FIONREAD, allow, trace.
  std::size_t left = numbers.size();
  std::vector<sock_filter> filter = {load(offsetof(seccomp_data, arch)),
                                     skip(kNativeArch, 0, left + 4),
                                     load(offsetof(seccomp_data, nr))};
  for (const std::uint32_t number : numbers) filter.push_back(skip(number, --left + 4, 0));
  filter.push_back(skip(SYS_ioctl, 0, 2));
  filter.push_back(load(offsetof(seccomp_data, args[1])));  // its low half: little endian
  filter.push_back(skip(FIONREAD, 1, 0));
  filter.push_back(answer(SECCOMP_RET_ALLOW));
  filter.push_back(answer(SECCOMP_RET_TRACE));
  return filter;
}

bool install(const std::vector<sock_filter>& filter) {
  const sock_fprog program = {static_cast<unsigned short>(filter.size()),
                              const_cast<sock_filter*>(filter.data())};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

}  // namespace stickylab
