// The functions of libc that the probe stands before.
#pragma once

#include <dlfcn.h>

#include <atomic>

#include "recording/call.hpp"

namespace stickylab {

/// Found as the probe is loaded; by its first call where a constructor of another library makes one
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

 private:
  const char* name_;
  std::atomic<void*> address_{nullptr};
};

/// In the order of `Call`. accept(2) is accept4 without flags.
inline constinit Function functions[]{
    Function{"socket"},  Function{"bind"},       Function{"listen"}, Function{"accept4"},
    Function{"connect"}, Function{"send"},       Function{"sendto"}, Function{"sendmsg"},
    Function{"write"},   Function{"writev"},     Function{"recv"},   Function{"recvfrom"},
    Function{"recvmsg"}, Function{"read"},       Function{"readv"},  Function{"shutdown"},
    Function{"close"},   Function{"setsockopt"}, Function{"ioctl"},
};
static_assert(sizeof functions / sizeof *functions == static_cast<int>(Call::fionread) + 1);

template <typename F>
F* libc(Call call) {
  return reinterpret_cast<F*>(functions[static_cast<int>(call)].find());
}

}  // namespace stickylab
