// The home of a user, which no path leads out of: the kernel resolves each path below
// its descriptor, without links, and whoever moves directories meanwhile changes
// nothing about that. All throw Refusal.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "beneath.hpp"
#include "fd.hpp"
#include "service/names.hpp"

namespace files {

using service::Path;

struct Entry {
  std::string name;
  bool is_directory = false;
  std::uint64_t size = 0;
  std::int64_t mtime = 0;  // seconds since 1970
};

class Home {
 public:
  // The folder must be there. Paths are opened as the kernel can, or as is said.
  explicit Home(const std::filesystem::path& folder, OpenBelow opener = nullptr);

  Fd open_file(const Path& path) const;  // a plain file, to read
  Fd open_folder(const Path& path) const;
  Fd open_parent(const Path& path) const;  // the folder that holds it

  // Sorted by name; what is no plain file and no directory is left out.
  std::vector<Entry> list(const Path& path) const;
  void make_folder(const Path& path) const;
  // Bytes that it gives back to the quota. Takes a file or an empty directory.
  std::uint64_t remove(const Path& path) const;
  void rename(const Path& from, const Path& to) const;

  // Held by whoever looks at a file and then moves or removes it: what another session
  // does between the two would be counted twice, or not at all.
  std::mutex& names() const {
    return names_;
  }

  // All of it, as the quota counts it.
  std::uint64_t used() const;

 private:
  Fd open(const Path& path, int flags) const;

  Fd folder_;
  OpenBelow open_;
  mutable std::mutex names_;
};

// The quota counts a file so: a million empty files are not free.
constexpr std::uint64_t kPage = 4096;
constexpr std::uint64_t cost_of(std::uint64_t size) {
  return size <= kPage ? kPage : (size + kPage - 1) / kPage * kPage;
}

}  // namespace files
