#include "fd.hpp"

#include <array>
#include <cstring>

namespace files {

namespace {

struct Meaning {
  int error;
  const char* code;
  const char* text;
};

constexpr std::array kMeanings{
    Meaning{ENOENT, "missing", "there is no such file"},
    Meaning{EEXIST, "exists", "there is such a file already"},
    Meaning{ENOTEMPTY, "not-empty", "the directory is not empty"},
    Meaning{EXDEV, "outside", "it leads out of the home"},
    Meaning{ELOOP, "outside", "a link is on the way"},
    Meaning{ENAMETOOLONG, "name", "the name is too long"},
    Meaning{ENOTDIR, "not-a-file", "it is not of that kind"},
    Meaning{EISDIR, "not-a-file", "it is not of that kind"},
    Meaning{ENXIO, "not-a-file", "it is not of that kind"},
    Meaning{EBUSY, "denied", "the server may not do that"},
    Meaning{EROFS, "denied", "the server may not do that"},
    Meaning{EACCES, "denied", "the server may not do that"},
    Meaning{EPERM, "denied", "the server may not do that"},
    Meaning{ENOSPC, "disk", "the disk is full"},
    Meaning{EDQUOT, "disk", "the disk is full"},
};

}  // namespace

service::Refusal refusal(int error) {
  for (const Meaning& meaning : kMeanings) {
    if (meaning.error == error) return {meaning.code, meaning.text};
  }
  return {"disk", std::string("the disk says: ") + std::strerror(error)};
}

struct stat status_of(const Fd& file) {
  struct stat status {};
  check(fstat(file.get(), &status));
  return status;
}

void must_be_as_it_was(int file, const struct stat& then) {
  struct stat now {};
  check(fstat(file, &now));
  if (now.st_size != then.st_size || now.st_mtim.tv_sec != then.st_mtim.tv_sec ||
      now.st_mtim.tv_nsec != then.st_mtim.tv_nsec) {
    throw service::Refusal("changed", "the file has changed meanwhile");
  }
}

std::uint64_t size_of(const Fd& file) {
  const struct stat status = status_of(file);
  if (!S_ISREG(status.st_mode)) throw refusal(EISDIR);
  return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace files
