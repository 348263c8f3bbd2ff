// The events of one kind in a recording.
#pragma once

#include "trace/trace.hpp"

namespace stickylab {

/// Finds the first; null if there is none.
template <class T>
const T* find(const Trace& trace) {
  for (const Event& event : trace.events())
    if (const T* found = std::get_if<T>(&event.data)) return found;
  return nullptr;
}

}  // namespace stickylab
