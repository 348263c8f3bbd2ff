// Whole files of the user, read and written.
#pragma once

#include <filesystem>
#include <string>

namespace stickylab {

/// Reads all of a file; empty if there is none.
std::string read_file(const std::filesystem::path& name);

/// Writes a file; `-` is standard output. Throws std::system_error.
void write_file(const std::filesystem::path& name, const std::string& bytes);

}  // namespace stickylab
