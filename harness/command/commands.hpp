// The subcommands. Each returns the exit status, and throws InputError for what the user can mend.
#pragma once

#include "command/options.hpp"

namespace stickylab {

int list_command(const Options& options);
int run_command(const Options& options);
int compare_command(const Options& options);
int try_command(const Options& options);
int check_command(const Options& options);
int claims_command(const Options& options);
int learn_command(const Options& options);
int present_command(const Options& options);
int step_command(const Options& options);
int doctor_command(const Options& options);
int export_command(const Options& options);
int observe_command(const Options& options);

}  // namespace stickylab
