#include <cstdlib>

#include "two_messages.hpp"

void exit_early(int /*fd*/) { std::exit(3); }

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, send_two, exit_early); }
