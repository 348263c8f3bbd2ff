// A folder that appears with all of its files, or not at all.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace stickylab {

/// By their names in the folder.
using Files = std::map<std::string, std::string>;

/// A place for a folder that is to be made later.
class NewFolder {
 public:
  /// Throws InputError if there is something at `path`, unless that is an empty folder, or if
  /// nothing can be made there.
  explicit NewFolder(const std::filesystem::path& path);

  /// Writes the files into a new folder beside the place, and gives it the name. What interrupts
  /// the process waits until that is done; if it fails, nothing is left. Throws InputError, or
  /// std::system_error.
  void fill(const Files& files) const;

 private:
  std::filesystem::path path_;
};

}  // namespace stickylab
