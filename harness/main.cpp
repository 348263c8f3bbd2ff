#include "cli/run_command_line.hpp"

int main(int argc, char** argv) { return stickylab::run_command_line(argc, argv); }
