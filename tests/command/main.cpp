// A command is started through the binary itself: so these tests are one, too.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <csignal>
#include <string_view>

#include "launch.hpp"

int main(int argc, char** argv) {
  if (argc > 2 && std::string_view(argv[1]) == commands::kLaunch) {
    return commands::launch(argc - 2, argv + 2);
  }
  std::signal(SIGPIPE, SIG_IGN);  // as the server has it
  return doctest::Context(argc, argv).run();
}
