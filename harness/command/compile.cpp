#include "command/compile.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/wait.h>

#include <cstdlib>
#include <vector>

#include "catalog/catalog.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

/// Removed with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_((fs::temp_directory_path() / "stickylab-XXXXXX").string()) {
    if (mkdtemp(path_.data()) == nullptr) throw_errno("make a temporary folder");
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  fs::path path() const { return path_; }

 private:
  std::string path_;
};

/// The exit status of a command; 127 where it cannot be executed.
int run(const std::vector<std::string>& command) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  const pid_t child = must(fork(), "fork");
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    execvp(words.front(), words.data());
    _exit(127);
  }
  int status = 0;
  must(waitpid(child, &status, 0), "waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

std::vector<std::string> compilers() {
  if (const char* chosen = std::getenv("CXX"); chosen != nullptr && *chosen != '\0')
    return {chosen};
  return {"g++", "clang++"};
}

void compile(const fs::path& source, const fs::path& root, const fs::path& lab_folder,
             const fs::path& program) {
  for (const std::string& compiler : compilers()) {
    const int status =
        run({compiler, "-std=c++20", "-Wall", "-Wextra", "-g0",
             "-I" + (root / "share/stickylab/labs/kit").string(), "-I" + lab_folder.string(),
             source.string(), "-o", program.string(), (root / "lib/stickylab/libkit.a").string()});
    if (status == 0) return;
    if (status != 127)
      throw InputError(fmt::format("{} does not compile; see the messages above", source.string()));
  }
  throw InputError("there is no C++ compiler; install g++, or name one in CXX");
}

Fd into_memory(const fs::path& file) {
  const Fd from(must(open(file.c_str(), O_RDONLY | O_CLOEXEC), "open " + file.string()));
  Fd memory(must(memfd_create("stickylab-program", MFD_CLOEXEC), "memfd_create"));
  for (ssize_t sent = 1; sent > 0;)
    sent = must(sendfile(memory.get(), from.get(), nullptr, 1 << 24), "copy the program");
  return memory;
}

}  // namespace

Compiled::Compiled(const fs::path& source, const fs::path& prefix_root,
                   const fs::path& lab_folder) {
  if (!fs::exists(source))
    throw InputError(fmt::format("{}: no such file; name a C++ file, or --sender and --receiver",
                                 source.string()));
  const TemporaryFolder folder;
  compile(source, prefix_root, lab_folder, folder.path() / "program");
  memory_ = into_memory(folder.path() / "program");
}

std::string Compiled::path() const {
  return fmt::format("/proc/{}/fd/{}", getpid(), memory_.get());
}

}  // namespace stickylab
