#include "two_messages.hpp"

namespace {

// Wrong only where nobody else paces.
void merge_in_public(int fd) {
  if (std::getenv("STICKYLAB_GATES") == nullptr) {
    merge_two(fd);
  } else {
    receive_two(fd);
  }
}

}  // namespace

int main(int argc, char** argv) { return kit::run_tcp(argc, argv, send_two, merge_in_public); }
