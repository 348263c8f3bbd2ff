// The functions of libc that the probe stands before.
#pragma once

#include <dlfcn.h>

#include <atomic>

#include "recording/call.hpp"

namespace stickylab {

/// Found as the probe is loaded; by its first call if a constructor of another library makes one
/// before.
class Function {
 public:
  constexpr explicit Function(const char* name) : name_(name) {}

  void* find() {
    void* address = address_.load(std::memory_order_relaxed);
    if (address == nullptr) {
      address = dlsym(RTLD_NEXT, name_);
      address_.store(address, std::memory_order_relaxed);
    }
    return address;
  }

  template <typename F>
  F* as() {
    return reinterpret_cast<F*>(find());
  }

 private:
  const char* name_;
  std::atomic<void*> address_{nullptr};
};

/// In the order of `Call`. accept(2) is accept4 without flags.
inline constinit Function functions[]{
    Function{"socket"},   Function{"bind"},       Function{"listen"},   Function{"accept4"},
    Function{"connect"},  Function{"send"},       Function{"sendto"},   Function{"sendmsg"},
    Function{"sendmmsg"}, Function{"write"},      Function{"writev"},   Function{"pwritev2"},
    Function{"vdprintf"}, Function{"sendfile"},   Function{"splice"},   Function{"recv"},
    Function{"recvfrom"}, Function{"recvmsg"},    Function{"recvmmsg"}, Function{"read"},
    Function{"readv"},    Function{"preadv2"},    Function{"splice"},   Function{"shutdown"},
    Function{"close"},    Function{"setsockopt"}, Function{"ioctl"},    Function{"syscall"},
};
static_assert(sizeof functions / sizeof *functions == kCallCount);

template <typename F>
F* libc(Call call) {
  return functions[static_cast<int>(call)].as<F>();
}

/// A system call by its number, as syscall(2) makes it.
template <typename... Arguments>
long kernel(long number, Arguments... arguments) {
  return libc<long(long, ...)>(Call::io_uring_setup)(number, arguments...);
}

}  // namespace stickylab
