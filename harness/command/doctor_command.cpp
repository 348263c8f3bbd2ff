#include "command/doctor_command.hpp"

#include <fstream>
#include <sstream>

#include "command/lab_runs.hpp"
#include "command/report_output.hpp"
#include "report/json.hpp"
#include "stage/available.hpp"

namespace stickylab {
namespace {

/// Reads the first line of a file below /proc; it is empty if there is no such file.
std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

bool has_seccomp_filter() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("Seccomp:")) return line.ends_with('2');  // SECCOMP_MODE_FILTER, proc(5)
  return false;
}

/// True if the root folder of this process is no mount, mountinfo in proc(5): chroot(2) made it the
/// root. A folder that something is mounted on looks like any other root.
bool is_in_chroot() {
  std::ifstream mounts("/proc/self/mountinfo");
  bool any = false;
  for (std::string line; std::getline(mounts, line); any = true) {
    std::istringstream fields(line);
    std::string id, parent, device, root, mount_point;
    fields >> id >> parent >> device >> root >> mount_point;
    if (mount_point == "/") return false;
  }
  return any;
}

std::vector<Obstacle> obstacles() {
  std::vector<Obstacle> found;
  if (first_line("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1")
    found.push_back(Obstacle::apparmor);
  if (first_line("/proc/sys/kernel/unprivileged_userns_clone") == "0")
    found.push_back(Obstacle::userns_clone);
  if (first_line("/proc/sys/user/max_user_namespaces") == "0") found.push_back(Obstacle::no_userns);
  if (has_seccomp_filter()) found.push_back(Obstacle::container);
  if (is_in_chroot()) found.push_back(Obstacle::chroot);
  return found;
}

}  // namespace

int doctor_command(const DoctorOptions& options) {
  const LabRuns runs = lab_runs(options.root, {}, {}, options.view.lang);
  Out out(options.view);
  Diagnosis diagnosis;
  diagnosis.environment = runs.environment();
  diagnosis.why_no_two_hosts = why_no_two_hosts();
  if (!diagnosis.why_no_two_hosts.empty()) diagnosis.obstacles = obstacles();
  diagnosis.pid_namespace = has_pid_namespaces();
  diagnosis.probe = runs.prefix().probe().string();
  out.print(options.view.format == Format::json ? doctor_json(diagnosis)
                                                : doctor_text(diagnosis, out.view()));
  return kReproduced;
}

}  // namespace stickylab
