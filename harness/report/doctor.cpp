#include "report/doctor.hpp"

#include <array>

#include "lanes/story.hpp"
#include "text/words.hpp"

namespace stickylab {
namespace {

Word advice(Obstacle obstacle) {
  return static_cast<Word>(static_cast<int>(Word::advice_apparmor) + static_cast<int>(obstacle));
}

std::string yes_or_no(bool yes, const View& view) {
  return std::string(word(yes ? Word::yes : Word::no, view.lang));
}

}  // namespace

std::string_view obstacle_name(Obstacle obstacle) {
  constexpr std::array<std::string_view, 4> kNames = {"apparmor", "userns-clone", "no-userns",
                                                      "container"};
  return kNames.at(static_cast<std::size_t>(obstacle));
}

std::string doctor_text(const Diagnosis& d, const View& view) {
  const auto line = [&](Word label, const std::string& text) {
    return labelled(word(label, view.lang), text, view);
  };
  const bool two_hosts = d.why_no_two_hosts.empty();
  Lines lines = line(Word::doctor_kernel, d.environment.kernel);
  append(lines, line(Word::doctor_two_hosts,
                     two_hosts ? say(Word::doctor_two_hosts_means, view.lang)
                               : yes_or_no(false, view) + " (" + d.why_no_two_hosts + ")"));
  for (const Obstacle obstacle : d.obstacles)
    append(lines, labelled("  ->", word(advice(obstacle), view.lang), view));
  append(lines, line(Word::doctor_loopback, say(Word::doctor_loopback_means, view.lang)));
  append(lines, line(Word::doctor_probe, d.probe));
  append(lines, line(Word::doctor_containment,
                     say(d.pid_namespace ? Word::doctor_pid_namespace : Word::doctor_subreaper,
                         view.lang)));
  for (const auto& [name, value] : d.environment.sysctls)
    append(lines, labelled(name, value, view));
  return joined(lines);
}

}  // namespace stickylab
