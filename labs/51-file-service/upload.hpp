// An upload lies here until it is whole; then it becomes a file: its name appears
// when all of it is on the disk and its digest is right, never before.
#pragma once

#include <filesystem>
#include <string>

#include "fd.hpp"
#include "home.hpp"

namespace files {

// The folder beside a home, which no path of a user leads to.
class Parts {
 public:
  explicit Parts(const std::filesystem::path& folder);

  // By path and size: the same upload finds the same part again.
  static std::string name_of(const Path& path, std::uint64_t size);
  Fd open(const std::string& name) const;
  void remove(const std::string& name) const;
  // Gives back the room that is allocated beyond its bytes, and how many these are; one
  // without bytes is removed. 0 if it is not there.
  std::uint64_t trim(const std::string& name) const;
  int fd() const {
    return folder_.get();
  }

 private:
  Fd folder_;
};

// A part becomes a file in three steps, to be run in a worker: its bytes are on the
// disk, it has its name, and the name is on the disk.
void make_last(int part);
// Gives what the file that it replaces counted for the quota, or 0. Throws
// Refusal("exists") if there is one and `replace` is not set.
std::uint64_t name_it(int from_folder, const std::string& from_name, int to_folder,
                      const std::string& to_name, bool replace);
void make_names_last(int folder);

}  // namespace files
