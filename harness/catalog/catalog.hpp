// The labs that there are: the folders NN-symptom below a labs directory.
//
// In: a labs directory, and the labs that the user names. Out: each Lab as its folder states it:
// texts in both languages, the messages that are meant, gate and pace, the verdict and the numbers
// that each version must show, claims. An error names the file, the line and what to do.
//
// The folder also names the verdicts, and the numbers with their units. It knows nothing of runs:
// it reads files, starts nothing, and compares nothing with a recording.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/input_error.hpp"
#include "catalog/lab.hpp"

namespace stickylab {

/// The place of the tool's parts: a prefix with bin/, lib/stickylab/ and share/stickylab/labs/.
struct Prefix {
  std::filesystem::path root;

  std::filesystem::path labs() const { return root / "share/stickylab/labs"; }
  std::filesystem::path probe() const { return root / "lib/stickylab/probe.so"; }
  /// The files of a site that are not made from runs.
  std::filesystem::path site() const { return root / "share/stickylab/site"; }
  /// The program of labs/two-sends.
  std::filesystem::path two_sends() const { return root / "lib/stickylab/two-sends"; }
  std::filesystem::path program(const Lab& lab, Version version) const {
    return root / "bin" / program_name(lab, version);
  }
};

/// The file of the running program. Throws InputError if there is no /proc, proc(5), which nothing
/// can be run without.
std::filesystem::path own_path();

/// The prefix that the running program lies in: its own path is PREFIX/bin/stickylab. Throws what
/// `own_path` throws.
Prefix own_prefix();

/// Reads one lab folder. Throws InputError with file, line and what to do.
Lab read_lab(const std::filesystem::path& folder);

/// Reads the labs that `wanted` names by number ("01"), folder or name; all if it is empty or says
/// "all". They come part by part, in order of their numbers there, each once. Throws InputError.
std::vector<Lab> find_labs(const std::filesystem::path& labs,
                           const std::vector<std::string>& wanted);

}  // namespace stickylab
