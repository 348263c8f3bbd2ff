// How two files differ, line by line.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace stickylab {

struct DiffLine {
  enum class Kind : char { same = ' ', removed = '-', added = '+' } kind{};
  std::string text;
  int line = 0;  ///< its number, from 1: of the new file where it was added, else of the old one
  friend bool operator==(const DiffLine&, const DiffLine&) = default;
};

/// All lines of both, with as few changes as can be; what is removed stands before what is added.
std::vector<DiffLine> diff(const std::vector<std::string>& from,
                           const std::vector<std::string>& to);

/// Throws InputError where the file cannot be read.
std::vector<std::string> lines_of(const std::filesystem::path& file);

}  // namespace stickylab
