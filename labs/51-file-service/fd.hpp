// Errors of files in the words of the protocol.
#pragma once

#include <sys/stat.h>

#include <cerrno>
#include <cstdint>
#include <string>

#include "service/fd.hpp"
#include "service/message.hpp"

namespace files {

using service::Fd;

// The refusal for an error of a call that names a file.
service::Refusal refusal(int error);
// Throws it if the call failed.
inline int check(int result) {
  if (result < 0) throw refusal(errno);
  return result;
}

struct stat status_of(const Fd& file);
// Throws Refusal("changed") if the file has been written since it had that status.
void must_be_as_it_was(int file, const struct stat& then);

// In bytes. Throws EISDIR's refusal for what is no plain file.
std::uint64_t size_of(const Fd& file);

}  // namespace files
