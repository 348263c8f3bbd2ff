#include "stage/process/descriptor.hpp"

#include <charconv>
#include <filesystem>
#include <string_view>

namespace stickylab {
namespace fs = std::filesystem;
namespace {

std::string link_of(const fs::path& path) {
  std::error_code error;
  return fs::read_symlink(path, error).string();
}

/// The N of `socket:[N]`; 0 if it is none.
std::uint64_t number_behind(std::string_view prefix, std::string_view link) {
  std::uint64_t number = 0;
  if (link.starts_with(prefix))
    std::from_chars(link.data() + prefix.size(), link.data() + link.size(), number);
  return number;
}

}  // namespace

Descriptor descriptor_in(const std::string& link) {
  using Kind = Descriptor::Kind;
  if (const auto inode = number_behind("socket:[", link)) return {Kind::socket, inode};
  if (const auto inode = number_behind("pipe:[", link)) return {Kind::pipe, inode};
  if (link == "anon_inode:[eventfd]" || link == "anon_inode:[signalfd]") return {Kind::event};
  if (link == "anon_inode:[eventpoll]") return {Kind::epoll};
  return {};
}

Descriptor descriptor_of(pid_t pid, int fd) {
  return descriptor_in(link_of("/proc/" + std::to_string(pid) + "/fd/" + std::to_string(fd)));
}

std::set<std::uint64_t> open_inodes(pid_t pid) {
  std::set<std::uint64_t> inodes;
  std::error_code error;
  const fs::path folder = "/proc/" + std::to_string(pid) + "/fd";
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (const auto found = descriptor_in(link_of(at->path())); found.inode != 0)
      inodes.insert(found.inode);
  return inodes;
}

}  // namespace stickylab
