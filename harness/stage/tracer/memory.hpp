// The memory of a thread that is traced.
#pragma once

#include <sys/types.h>
#include <sys/uio.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stickylab {

/// False if not all of it can be read: an address of the program may lead nowhere.
inline bool read_memory(pid_t tid, std::uint64_t address, void* to, std::size_t size) {
  const iovec local{to, size};
  const iovec remote{reinterpret_cast<void*>(address), size};
  return address != 0 &&
         process_vm_readv(tid, &local, 1, &remote, 1, 0) == static_cast<ssize_t>(size);
}

template <class T>
std::optional<T> read_object(pid_t tid, std::uint64_t address) {
  T object;
  if (!read_memory(tid, address, &object, sizeof object)) return std::nullopt;
  return object;
}

/// The first `size` bytes of what `parts` hold; fewer if they cannot be read.
inline std::string read_parts(pid_t tid, const std::vector<iovec>& parts, std::size_t size) {
  std::string bytes;
  for (const iovec& part : parts) {
    const std::size_t before = bytes.size();
    const std::size_t wanted = std::min(part.iov_len, size - before);
    if (wanted == 0) continue;
    bytes.resize(before + wanted);
    if (read_memory(tid, reinterpret_cast<std::uint64_t>(part.iov_base), &bytes[before], wanted))
      continue;
    bytes.resize(before);
    break;
  }
  return bytes;
}

}  // namespace stickylab
