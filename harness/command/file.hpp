// Files of the user: what an export reads and writes.
#pragma once

#include <filesystem>
#include <string>

#include "report/diff.hpp"
#include "report/replay.hpp"

namespace stickylab {

/// `-` is standard output. Throws std::system_error.
void write_file(const std::filesystem::path& name, const std::string& bytes);

/// All of a file; empty where there is none.
std::string read_file(const std::filesystem::path& name);

/// broken.cpp and fixed.cpp of a lab: all lines of both.
std::vector<DiffLine> code_of(const Lab& lab);

/// A replay without runs: the lab with its two sources. `lab` may be null, and must outlive it.
Replay replay_of(const Lab* lab);

}  // namespace stickylab
