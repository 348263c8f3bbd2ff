// From the words of the command line to an exit status.
//
// Enters: argv, and the environment, which has the locale. Leaves: one struct of options for the
// command that is asked for, which it is called with, and the exit status that it returns.
// `commands` says which commands there are and which options each has; `values` says what a word
// means and what is wrong with it; `help` and `wrong_usage` say the rest. Nothing outside this
// folder knows CLI11, and nothing in it knows what a command does.
#pragma once

namespace stickylab {

/// Runs what the command line asks for. What goes wrong is said on standard error, in the user's
/// language.
int run_command_line(int argc, char** argv);

}  // namespace stickylab
