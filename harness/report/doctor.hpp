// What this machine can show, and how to get the rest.
#pragma once

#include <string>
#include <vector>

#include "recording/environment.hpp"
#include "text/view.hpp"

namespace stickylab {

/// What keeps the two hosts away, if that is known.
enum class Obstacle : std::uint8_t {
  apparmor,      ///< kernel.apparmor_restrict_unprivileged_userns, Ubuntu 23.10 and newer
  userns_clone,  ///< kernel.unprivileged_userns_clone, older Debian
  no_userns,     ///< user.max_user_namespaces is 0
  container,     ///< a seccomp filter, as Docker's
  chroot,        ///< unshare(2): EPERM for a caller in one
};

/// "apparmor", "userns-clone", "no-userns", "container", "chroot".
std::string_view obstacle_name(Obstacle obstacle);

struct Diagnosis {
  Environment environment;
  std::string why_no_two_hosts;  ///< empty: they can be had
  std::vector<Obstacle> obstacles;
  bool pid_namespace = false;  ///< runs are kept together by a PID namespace, else by a subreaper
  std::string probe;           ///< path
};

std::string doctor_text(const Diagnosis& diagnosis, const View& view);

}  // namespace stickylab
