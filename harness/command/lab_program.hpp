// A C++ file of the user's in the place of a version of a lab: compiled, and run as it is.
#pragma once

#include <filesystem>
#include <optional>

#include "command/compile.hpp"
#include "command/lab_runs.hpp"

namespace stickylab {

/// Throws InputError if `file` is given, and the format is for machines: that of a run names a
/// version.
void must_be_for_people(const std::filesystem::path& file, Format format);

/// One lab's program that is run, and the observation that it is judged by.
class LabProgram {
 public:
  /// A version of the lab if `file` is empty, else the file. Throws InputError for what the user
  /// can mend.
  LabProgram(const LabRuns& runs, Version version, const std::filesystem::path& file);

  /// The file is compiled for as long as this lives.
  const RunSpec& spec() const { return spec_; }
  /// The lab's; of a file without the lab's gate: what it waits for is its own affair.
  const Meant& meant() const { return meant_; }

 private:
  std::optional<Compiled> compiled_;
  RunSpec spec_;
  Meant meant_;
};

}  // namespace stickylab
