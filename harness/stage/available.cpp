#include "stage/available.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>

#include <cstdlib>
#include <cstring>

#include "stage/net/hosts.hpp"
#include "stage/net/links.hpp"
#include "stage/net/tap.hpp"
#include "stage/process/containment.hpp"
#include "stage/process/namespaces.hpp"
#include "stage/tracer/tracer.hpp"

namespace stickylab {
namespace {

/// In the child: makes what the stage is made of. Gives back the first error.
std::string try_two_hosts() {
  try {
    const Hosts hosts({});
    Links links;
    const Tap tap(links.index(Hosts::port(0)));
    return "";
  } catch (const std::exception& error) {
    return error.what();
  }
}

std::string try_one_host() { return enter_namespaces(CLONE_NEWNET) ? "" : std::strerror(errno); }

std::string try_pid_namespace() {
  return enter_namespaces(CLONE_NEWPID) ? "" : std::strerror(errno);
}

/// Makes `attempt` in a child process, which it changes for good, and returns what it says.
std::string in_a_child(std::string (*attempt)()) {
  int fds[2];
  must(pipe2(fds, O_CLOEXEC), "pipe");
  const Fd ours(fds[0]);
  Fd theirs(fds[1]);
  const pid_t child = must(fork(), "fork");
  if (child == 0) {
    const std::string why = attempt();
    [[maybe_unused]] const auto written = write(theirs.get(), why.data(), why.size());
    _exit(0);
  }
  theirs.reset();
  char why[512];
  const ssize_t size = read(ours.get(), why, sizeof why);
  waitpid(child, nullptr, 0);
  return std::string(why, size > 0 ? static_cast<std::size_t>(size) : 0);
}

std::string with_namespaces(std::string (*attempt)()) {
  if (std::getenv(kNoNamespaces) != nullptr) return std::string(kNoNamespaces) + " is set";
  return in_a_child(attempt);
}

}  // namespace

std::string why_no_two_hosts() { return with_namespaces(try_two_hosts); }

std::string why_no_one_host() { return with_namespaces(try_one_host); }

bool has_pid_namespaces() { return with_namespaces(try_pid_namespace).empty(); }

std::string why_no_tracing() { return in_a_child(try_to_trace); }

}  // namespace stickylab
