// `doctor`: what this machine can show.
#pragma once

#include <filesystem>

#include "command/options.hpp"

namespace stickylab {

struct DoctorOptions {
  std::filesystem::path root;  ///< --root, the prefix of the tool's parts; empty: our own
  ViewOptions view;
};

/// Returns kReproduced. Throws InputError if a part of the tool is missing.
int doctor_command(const DoctorOptions& options);

}  // namespace stickylab
