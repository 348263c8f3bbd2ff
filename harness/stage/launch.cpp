#include "stage/launch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/strings.hpp"
#include "stage/socket/probe_log.hpp"

namespace stickylab {
namespace {

/// `suffix` is empty, or `:NAME`.
std::string fill_in(std::string word, const std::string& suffix, const Endpoint& place) {
  word = replace_all(std::move(word), fmt::format("{{host{}}}", suffix), place.host);
  if (!place.host6.empty())
    word = replace_all(std::move(word), fmt::format("{{host6{}}}", suffix), place.host6);
  if (!place.path.empty())
    word = replace_all(std::move(word), fmt::format("{{path{}}}", suffix), place.path);
  return replace_all(std::move(word), fmt::format("{{port{}}}", suffix),
                     std::to_string(place.port));
}

bool names_places(const std::string& word) {
  const auto has = [&](const char* start) { return word.find(start) != std::string::npos; };
  return has("{host:") || has("{host6:") || has("{port:") || has("{path:");
}

void add_probe(const std::filesystem::path& probe, Launch& launch) {
  launch.environment[kProbeDescriptor] = std::to_string(kProbeFd);
  const char* others = std::getenv("LD_PRELOAD");
  launch.environment["LD_PRELOAD"] =
      others ? fmt::format("{} {}", probe.string(), others) : probe.string();
}

}  // namespace

Actor listener_for(const RunSpec& spec, Actor actor) {
  const Start& start = spec.spec_of(actor).start;
  if (is_awaited(spec, actor)) return actor;
  if (start.when == Start::When::listens) return start.other;
  if (start.when == Start::When::ended || start.when == Start::When::settled)
    return listener_for(spec, start.other);
  return first_listener(spec);
}

Launch launch_of(const RunSpec& spec, Actor actor, const std::function<Endpoint(Actor)>& place) {
  const Endpoint met = place(listener_for(spec, actor));
  Launch launch;
  for (std::string word : spec.program(actor).command) {
    word = fill_in(std::move(word), "", met);
    for (std::size_t i = 0; i < spec.info.cast.size() && names_places(word); ++i)
      word = fill_in(std::move(word), ":" + spec.info.cast[i].name, place(static_cast<Actor>(i)));
    launch.command.push_back(std::move(word));
  }
  launch.environment = {{"STICKYLAB_HARNESS", "1"},
                        {"STICKYLAB_HOST", met.host},
                        {"STICKYLAB_PORT", std::to_string(met.port)},
                        {"STICKYLAB_STEP_FD", std::to_string(kStepFd)},
                        {"PYTHONUNBUFFERED", "1"}};
  if (!met.host6.empty()) launch.environment["STICKYLAB_HOST6"] = met.host6;
  if (!met.path.empty()) launch.environment["STICKYLAB_PATH"] = met.path;
  if (spec.gates_off) launch.environment["STICKYLAB_GATES"] = "off";
  if (spec.stepped) launch.environment["STICKYLAB_GATES"] = "patient";
  launch.input = spec.program(actor).input;
  if (!spec.probe.empty()) add_probe(spec.probe, launch);
  return launch;
}

}  // namespace stickylab
