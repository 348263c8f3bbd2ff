// The way out for a report: standard output or a file, and how it is to look there.
#pragma once

#include <cstdio>
#include <filesystem>
#include <string_view>

#include "command/options.hpp"
#include "text/view.hpp"

namespace stickylab {

/// getenv(3), as an `Environ`.
std::optional<std::string> from_environment(const char* name);

/// Throws InputError if --html says "-": standard output has the report.
void must_name_file(const std::filesystem::path& html);

class Out {
 public:
  /// Throws InputError if --output cannot be opened, and for a part of the lanes if there are none.
  explicit Out(const ViewOptions& options);
  ~Out();
  Out(const Out&) = delete;
  Out& operator=(const Out&) = delete;

  const View& view() const { return view_; }

  /// Writes at once, so that a reader sees each lab as it is done. Throws std::system_error.
  void print(std::string_view text);

 private:
  std::FILE* file_ = stdout;
  View view_;
};

}  // namespace stickylab
