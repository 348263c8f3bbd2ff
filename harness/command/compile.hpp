// A student's own file -> a program, against the kit.
#pragma once

#include <filesystem>
#include <string>

#include "base/system_error.hpp"
#include "catalog/lab.hpp"

namespace stickylab {

/// Throws InputError for a folder, and for a file of another language: what to do instead.
void must_be_cpp(const std::filesystem::path& source);

/// A program that lies in memory: nothing of it is left in the file system.
class Compiled {
 public:
  /// Compiles with $CXX, else g++, else clang++; headers and library of the kit are those of
  /// `prefix_root`, other headers are looked for in the folder of the lab; it is linked to libuv
  /// if the lab names `uv.h`. The compiler's messages go to standard error as they are. Throws
  /// InputError if there is no such file or no compiler, and if it does not compile. Throws
  /// Interrupted, and leaves nothing behind.
  Compiled(const std::filesystem::path& source, const std::filesystem::path& prefix_root,
           const Lab& lab);

  /// A path under which a child of this process can execute it as long as this lives.
  std::string path() const;

 private:
  Fd memory_;
};

}  // namespace stickylab
