// A handle of libuv that is closed when its owner goes. Its memory stays until libuv
// gives it back, in a later round of the loop.
#pragma once

#include <uv.h>

#include <memory>

namespace commands {

struct Closer {
  template <class T>
  void operator()(T* handle) const {
    uv_close(reinterpret_cast<uv_handle_t*>(handle),
             [](uv_handle_t* closed) { delete reinterpret_cast<T*>(closed); });
  }
};

// When libuv has initialised it: what it does not know it cannot close.
template <class T>
using Handle = std::unique_ptr<T, Closer>;

}  // namespace commands
