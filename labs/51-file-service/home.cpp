#include "home.hpp"

#include <dirent.h>
#include <fcntl.h>

#include <algorithm>
#include <memory>

namespace files {
namespace {

using Folder = std::unique_ptr<DIR, decltype([](DIR* folder) { closedir(folder); })>;

struct stat status_of(int folder, const char* name) {
  struct stat status {};
  check(fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW));
  return status;
}

Folder read_folder(Fd fd) {
  Folder folder(fdopendir(dup(fd.get())));
  if (!folder) throw refusal(errno);
  return folder;
}

void add_entry(std::vector<Entry>& entries, int folder, const std::string& name) {
  struct stat status {};
  if (name == "." || name == ".." || !service::is_name(name)) return;
  if (fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return;
  if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return;
  const bool is_directory = S_ISDIR(status.st_mode);
  entries.push_back({name, is_directory,
                     is_directory ? 0 : static_cast<std::uint64_t>(status.st_size),
                     status.st_mtim.tv_sec});
}

const std::string& last_of(const Path& path) {
  if (path.empty()) throw service::Refusal("denied", "that is the home itself");
  return path.back();
}

std::uint64_t cost_below(int parent, const char* name) {
  const struct stat status = status_of(parent, name);
  if (!S_ISDIR(status.st_mode)) {
    return cost_of(static_cast<std::uint64_t>(status.st_size));
  }
  const Fd fd(
      check(openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)));
  const Folder folder(fdopendir(dup(fd.get())));
  std::uint64_t cost = kPage;
  while (const dirent* entry = readdir(folder.get())) {
    const std::string inner = entry->d_name;
    if (inner != "." && inner != "..") cost += cost_below(fd.get(), inner.c_str());
  }
  return cost;
}

}  // namespace

Home::Home(const std::filesystem::path& folder, OpenBelow opener)
    : folder_(check(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC))),
      open_(opener == nullptr ? opener_for(folder_.get()) : opener) {}

Fd Home::open(const Path& path, int flags) const {
  const std::string text = path.empty() ? "." : service::text_of(path).substr(1);
  return Fd(check(open_(folder_.get(), text.c_str(), flags)));
}

Fd Home::open_file(const Path& path) const {
  Fd file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);  // a FIFO would wait
  struct stat status {};
  check(fstat(file.get(), &status));
  if (!S_ISREG(status.st_mode)) throw refusal(EISDIR);
  return file;
}

Fd Home::open_folder(const Path& path) const {
  return open(path, O_RDONLY | O_DIRECTORY);
}

Fd Home::open_parent(const Path& path) const {
  last_of(path);
  return open_folder(Path(path.begin(), path.end() - 1));
}

std::vector<Entry> Home::list(const Path& path) const {
  const Folder folder = read_folder(open_folder(path));
  std::vector<Entry> entries;
  while (const dirent* entry = readdir(folder.get())) {
    add_entry(entries, dirfd(folder.get()), entry->d_name);
  }
  std::ranges::sort(entries, {}, &Entry::name);
  return entries;
}

void Home::make_folder(const Path& path) const {
  check(mkdirat(open_parent(path).get(), last_of(path).c_str(), 0755));
}

std::uint64_t Home::remove(const Path& path) const {
  const Fd parent = open_parent(path);
  const char* name = last_of(path).c_str();
  const std::lock_guard lock(names_);
  const struct stat status = status_of(parent.get(), name);
  check(unlinkat(parent.get(), name, S_ISDIR(status.st_mode) ? AT_REMOVEDIR : 0));
  return S_ISDIR(status.st_mode) ? kPage
                                 : cost_of(static_cast<std::uint64_t>(status.st_size));
}

void Home::rename(const Path& from, const Path& to) const {
  const Fd old_parent = open_parent(from);
  const Fd new_parent = open_parent(to);
  const std::lock_guard lock(names_);
  check(renameat2(old_parent.get(), last_of(from).c_str(), new_parent.get(),
                  last_of(to).c_str(), RENAME_NOREPLACE));
}

std::uint64_t Home::used() const {
  return cost_below(open_folder({}).get(), ".") - kPage;
}

}  // namespace files
