// The kernel's number for the machine that we are built for.
#pragma once

#include <linux/audit.h>

#include <cstdint>

namespace stickylab {

#if defined(__x86_64__)
inline constexpr std::uint32_t kNativeArch = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
inline constexpr std::uint32_t kNativeArch = AUDIT_ARCH_AARCH64;
#else
inline constexpr std::uint32_t kNativeArch = 0;  // fits no program: nothing is observed
#endif

}  // namespace stickylab
