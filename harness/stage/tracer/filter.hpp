// The seccomp filter that stops a program for its tracer.
#pragma once

#include <linux/audit.h>
#include <linux/filter.h>

#include <cstdint>
#include <vector>

namespace stickylab {

/// The kernel's number for the machine that we are built for.
#if defined(__x86_64__)
inline constexpr std::uint32_t kNativeArch = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
inline constexpr std::uint32_t kNativeArch = AUDIT_ARCH_AARCH64;
#else
inline constexpr std::uint32_t kNativeArch = 0;  // fits no program: nothing is observed
#endif

/// A program of BPF, seccomp(2): the tracer is told of the calls in `shapes()`, of ioctl(2) only if
/// it asks for FIONREAD; all else goes on, as does every call of a 32-bit program.
std::vector<sock_filter> call_filter();

/// Puts the filter on this process and on all that it starts, for good; a setuid program that it
/// executes gets no rights by that (PR_SET_NO_NEW_PRIVS). False, with errno, if that fails.
/// Async-signal-safe.
bool install(const std::vector<sock_filter>& filter);

}  // namespace stickylab
