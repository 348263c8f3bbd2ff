#include "upload.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

#include "service/digest.hpp"

namespace files {

Parts::Parts(const std::filesystem::path& folder)
    : folder_(check(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))) {}

std::string Parts::name_of(const Path& path, std::uint64_t size) {
  return service::sha256(service::text_of(path)).substr(0, 32) + "." +
         std::to_string(size);
}

Fd Parts::open(const std::string& name) const {
  return Fd(check(openat(folder_.get(), name.c_str(),
                         O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600)));
}

void Parts::remove(const std::string& name) const {
  unlinkat(folder_.get(), name.c_str(), 0);
}

std::uint64_t Parts::trim(const std::string& name) const {
  const Fd part(openat(folder_.get(), name.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
  struct stat status {};
  if (!part || fstat(part.get(), &status) != 0) return 0;
  if (status.st_size == 0) remove(name);
  if (ftruncate(part.get(), status.st_size) != 0) return 0;
  return static_cast<std::uint64_t>(status.st_size);
}

void make_last(int part) {
  check(fchmod(part, 0644));
  check(fdatasync(part));
}

std::uint64_t name_it(int from_folder, const std::string& from_name, int to_folder,
                      const std::string& to_name, bool replace) {
  struct stat old {};
  const bool is_there =
      fstatat(to_folder, to_name.c_str(), &old, AT_SYMLINK_NOFOLLOW) == 0;
  if (is_there && !S_ISREG(old.st_mode)) throw refusal(EISDIR);
  check(renameat2(from_folder, from_name.c_str(), to_folder, to_name.c_str(),
                  replace ? 0 : RENAME_NOREPLACE));
  return is_there ? cost_of(static_cast<std::uint64_t>(old.st_size)) : 0;
}

void make_names_last(int folder) {
  check(fsync(folder));
}

}  // namespace files
