// A person asks the client for something, one command or many, and sees what comes of
// it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "client.hpp"
#include "service/visit.hpp"

namespace files {

constexpr const char* kCommands =
    "commands: get PATH [FILE], put FILE [PATH], ls [PATH], mkdir PATH, rm PATH,\n"
    "mv FROM TO, df; without one they are read, a line each, and cd PATH, pwd and\n"
    "quit too";

using Words = std::vector<std::string>;

// One command; throws WrongUsage if it is none, and what the client throws.
void run_command(Client& client, const Words& words, bool replace);
// Commands from standard input, until `quit` or its end. One that fails is told, and
// the next is read.
void run_lines(Client& client, bool replace);

// Connects, logs in, and runs the command, or those that it reads. Returns the exit
// status.
int run_client(const service::VisitOptions& options, const Words& words, bool replace);

}  // namespace files
