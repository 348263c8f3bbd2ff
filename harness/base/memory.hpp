// The memory of another process, read: it must be one that ptrace(2) would let us attach to.
#pragma once

#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stickylab {

/// An iovec of the thread.
struct MemoryPart {
  std::uint64_t address = 0;
  std::uint64_t size = 0;
};
static_assert(sizeof(MemoryPart) == sizeof(iovec));

/// False if not all of it can be read: an address of the program may lead nowhere.
inline bool read_memory(pid_t tid, const MemoryPart& from, void* to) {
  const iovec local{to, from.size};
  const long size = syscall(SYS_process_vm_readv, tid, &local, 1UL, &from, 1UL, 0UL);
  return from.address != 0 && size == static_cast<long>(from.size);
}

template <class T>
std::optional<T> read_object(pid_t tid, std::uint64_t address) {
  T object;
  if (!read_memory(tid, {address, sizeof object}, &object)) return std::nullopt;
  return object;
}

/// The first `size` bytes of what `parts` hold; fewer if they cannot be read.
inline std::string read_parts(pid_t tid, const std::vector<MemoryPart>& parts, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t done = 0;
  for (const MemoryPart& part : parts) {
    const MemoryPart wanted{part.address, std::min<std::uint64_t>(part.size, size - done)};
    if (wanted.size > 0 && !read_memory(tid, wanted, &bytes[done])) break;
    done += wanted.size;
  }
  bytes.resize(done);
  return bytes;
}

}  // namespace stickylab
