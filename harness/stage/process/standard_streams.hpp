// The standard input, output and errors of a program that is about to start.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>

#include <string>

#include "base/system_error.hpp"

namespace stickylab {

struct StandardStreams {
  struct Pipe {
    Fd read;
    Fd write;

    explicit Pipe(int flags = 0) {
      int fds[2];
      must(pipe2(fds, O_CLOEXEC | flags), "pipe");
      read = Fd(fds[0]);
      write = Fd(fds[1]);
    }
  };

  explicit StandardStreams(const std::string& text) {
    if (pwrite(input.get(), text.data(), text.size(), 0) != std::ssize(text))
      throw_errno("write input");
    for (const Pipe* pipe : {&output, &errors})  // blocking for the program
      must(fcntl(pipe->write.get(), F_SETFL, 0), "fcntl");
  }

  /// A file in memory, to be read from its beginning: unlike a pipe it holds any amount.
  Fd input{must(memfd_create("stickylab-input", MFD_CLOEXEC), "memfd_create")};
  Pipe output{O_NONBLOCK};
  Pipe errors{O_NONBLOCK};
};

}  // namespace stickylab
