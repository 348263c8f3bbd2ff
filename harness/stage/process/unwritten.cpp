#include "stage/process/unwritten.hpp"

#include <string.h>
#include <sys/uio.h>

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string_view>

#include "stage/process/usage.hpp"

namespace stickylab {
namespace {

constexpr std::size_t kLargestPart = 64 << 20;  // of memory, in bytes; a larger one is left out

std::string wide(std::string_view text) {
  std::string utf16;
  for (const char c : text) utf16 += {c, '\0'};
  return utf16;
}

struct Part {
  std::uintptr_t from = 0;
  std::size_t size = 0;
};

/// What a program may write to, proc(5).
std::vector<Part> writable_parts(pid_t pid) {
  std::vector<Part> parts;
  std::ifstream maps("/proc/" + std::to_string(pid) + "/maps");
  for (std::string line; std::getline(maps, line);) {
    std::istringstream fields(line);
    std::uintptr_t from = 0, to = 0;
    std::string rights;
    char dash = 0;
    fields >> std::hex >> from >> dash >> to >> rights;
    if (rights.starts_with("rw") && to - from <= kLargestPart) parts.push_back({from, to - from});
  }
  return parts;
}

std::string bytes_of(pid_t pid, const Part& part) {
  std::string bytes(part.size, '\0');
  const iovec here{bytes.data(), bytes.size()};
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  const iovec there{reinterpret_cast<void*>(part.from), bytes.size()};
  const ssize_t size = process_vm_readv(pid, &here, 1, &there, 1, 0);
  bytes.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
  return bytes;
}

void find_in(std::string_view bytes, const std::vector<std::string>& texts, std::string_view prefix,
             std::string_view blank, std::set<std::size_t>& found) {
  while (const auto* at = static_cast<const char*>(
             memmem(bytes.data(), bytes.size(), prefix.data(), prefix.size()))) {
    bytes.remove_prefix(static_cast<std::size_t>(at - bytes.data()) + prefix.size());
    std::string_view rest = bytes;
    if (rest.starts_with(blank)) rest.remove_prefix(blank.size());
    for (std::size_t i = 0; i < texts.size(); ++i)
      if (rest.starts_with(texts[i])) found.insert(i + 1);
  }
}

}  // namespace

std::set<std::size_t> lines_in_memory(pid_t program, const std::vector<std::string>& messages) {
  std::set<std::size_t> found;
  if (messages.empty()) return found;
  std::vector<std::string> wide_messages;
  for (const std::string& message : messages) wide_messages.push_back(wide(message));
  const std::string prefix = "message:", wide_prefix = wide(prefix), wide_blank = wide(" ");
  for (const Part& part : writable_parts(program)) {
    const std::string bytes = bytes_of(program, part);
    find_in(bytes, messages, prefix, " ", found);
    find_in(bytes, wide_messages, wide_prefix, wide_blank, found);
  }
  for (const pid_t child : children_in_tasks(program))
    found.merge(lines_in_memory(child, messages));
  return found;
}

}  // namespace stickylab
