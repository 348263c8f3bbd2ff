#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdio>

#include "stage/available.hpp"

int main(int argc, char** argv) {
  if (const std::string why = stickylab::why_no_two_hosts(); !why.empty()) {
    std::printf("skipped: two hosts cannot be had here: %s\n", why.c_str());
    return 77;
  }
  return doctest::Context(argc, argv).run();
}
