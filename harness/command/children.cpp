#include "command/children.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>

#include "base/system_error.hpp"
#include "stage/process/containment.hpp"

namespace stickylab {
namespace {

[[noreturn]] void become(const std::vector<std::string>& command, const ChildOptions& options) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (!options.temporary.empty()) setenv("TMPDIR", options.temporary.c_str(), 1);
  if (options.output >= 0) dup2(options.output, STDOUT_FILENO);
  execvp(words.front(), words.data());
  _exit(Children::kNotThere);
}

}  // namespace

Children::Children() { adopt_orphans(); }

int Children::run(const std::vector<std::string>& command, const ChildOptions& options) {
  const pid_t child = must(fork(), "fork");
  if (child == 0) become(command, options);
  const Fd pidfd(must(static_cast<int>(syscall(SYS_pidfd_open, child, 0)), "pidfd_open"));
  {
    const Readable ended(loop_, pidfd.get(), [this] { loop_.stop(); });
    std::optional<Timer> limit;
    if (options.limit_ms > 0)
      limit.emplace(loop_, options.limit_ms, 0, [child] { kill(child, SIGKILL); });
    loop_.run();
  }
  check();
  int status = 0;
  must(waitpid(child, &status, 0), "waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

void Children::check() {
  loop_.poll();
  if (interrupts_.came()) end_children();
  interrupts_.check();
}

}  // namespace stickylab
