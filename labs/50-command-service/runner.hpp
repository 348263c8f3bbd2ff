// A person uses the client: one command, or line after line.
#pragma once

#include <string>
#include <vector>

#include "client.hpp"
#include "service/visit.hpp"

namespace commands {

struct Wanted {
  std::vector<std::string> argv;  // empty: lines are read
  bool input = false;             // the command reads what the client would
};

constexpr int kOwnFailure = 255;  // exit status, as ssh has it
constexpr const char* kStatuses =
    "The exit status is that of the command; 128 and the number of the signal, if one "
    "ended it;\n255 if anything else failed: the connection, the login, a refusal.\n"
    "Without `run` commands are read, a line each, until `quit`. Ctrl-C ends what "
    "runs.";

// Gives the exit status.
int run_client(const service::VisitOptions& options, const Wanted& wanted);

// The status for a reply of the server; pure.
int status_of(const service::Json& ended);

}  // namespace commands
