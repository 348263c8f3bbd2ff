// The process that becomes a command. libuv has nothing between fork and exec, so the
// binary starts itself in the role `launch`, limits itself, and executes the command.
//
// If the machine allows it, the command has namespaces of its own: it is counted alone,
// sees the processes of nobody else, and all that it started ends with it, in whichever
// process group. The launcher's child is the first process there, and keeps it.
#pragma once

namespace commands {

constexpr const char* kLaunch = "launch";
constexpr int kStatus = 3;    // descriptor to which the wait status of the command goes
constexpr int kFailed = 125;  // exit status if the command could not be started at all

// The words behind the role are the server's process id, `apart` or `together`, and the
// command. Returns the exit status of the launcher, when all have ended.
int launch(int argc, char** argv);

// Tries it, in a child.
bool can_be_apart();

}  // namespace commands
