#include "report/doctor.hpp"

#include <array>

#include "lanes/story.hpp"
#include "report/doctor_words.hpp"

namespace stickylab {

std::string_view obstacle_name(Obstacle obstacle) {
  constexpr std::array<std::string_view, 5> kNames = {"apparmor", "userns-clone", "no-userns",
                                                      "container", "chroot"};
  return kNames.at(static_cast<std::size_t>(obstacle));
}

std::string doctor_text(const Diagnosis& d, const View& view) {
  const auto line = [&](const Phrase& label, const std::string& text) {
    return labelled(in(view.lang, label), text, view);
  };
  const bool two_hosts = d.why_no_two_hosts.empty();
  Lines lines = line(kDoctorKernel, d.environment.kernel);
  append(lines,
         line(kDoctorTwoHosts, two_hosts ? say(kDoctorTwoHostsMeans, view.lang)
                                         : say(kDoctorNoTwoHosts, view.lang, d.why_no_two_hosts)));
  for (const Obstacle obstacle : d.obstacles)
    append(lines, labelled("  ->", in(view.lang, kAdvice[obstacle]), view));
  append(lines, line(kDoctorLoopback, say(kDoctorLoopbackMeans, view.lang)));
  append(lines, line(kDoctorProbe, d.probe));
  append(lines,
         line(kDoctorContainment,
              say(chosen(d.pid_namespace ? kDoctorPidNamespace : kDoctorSubreaper), view.lang)));
  for (const auto& [name, value] : d.environment.sysctls)
    append(lines, labelled(name, value, view));
  return joined(lines);
}

}  // namespace stickylab
