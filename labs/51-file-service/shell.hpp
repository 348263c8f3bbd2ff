// A person asks the client for something, one command or many, and sees what comes of
// it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "client.hpp"
#include "options.hpp"

namespace files {

// One command; throws WrongUsage if it is none, and what the client throws.
void run_command(Client& client, const std::vector<std::string>& words, bool replace);
// Commands from standard input, until `quit` or its end. One that fails is told, and
// the next is read.
void run_lines(Client& client, bool replace);

// Connects, logs in, and does what the options say. Tries five times if the
// connection is lost or the server is busy. Returns the exit status.
int run_client(const Options& options);

}  // namespace files
