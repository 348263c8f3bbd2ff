// A folder that a run, or a compiler, has for itself.
#pragma once

#include <filesystem>

namespace stickylab {

/// Made empty, for this user only; removed, with all that programs have left in it, when this ends.
class RunFolder {
 public:
  /// In the folder for temporary files, if a path of AF_UNIX can be so long (unix(7)); else in
  /// /tmp. Throws std::system_error.
  RunFolder();
  ~RunFolder();
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace stickylab
