#include "stage/run.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "base/input_error.hpp"

namespace stickylab {
namespace {

void check_names(const Cast& cast) {
  std::set<std::string> names;
  for (const CastMember& member : cast) {
    if (member.name.empty())
      throw InputError(
          {"a program has no name; write NAME=COMMAND", "有程序没有名字；请写成 名字=命令"});
    for (const Actor reserved : {kWire, kHarness})
      if (member.name == actor_name(cast, reserved))
        throw InputError({"no program may be named \"{}\": a recording says that of its own events",
                          "程序不能叫“{}”：记录里这个名字另有所指"},
                         member.name);
    if (!names.insert(member.name).second)
      throw InputError({"two programs are named \"{}\"; give each a name of its own",
                        "有两个程序都叫“{}”；请给每个程序起不同的名字"},
                       member.name);
  }
}

/// The programs that wait for each other in a circle, beginning with `actor`; none if it gets to
/// start. Each program waits for at most one other, so there is one way to follow.
std::vector<Actor> circle_of(const RunSpec& spec, Actor actor) {
  std::vector<Actor> circle;
  for (Actor at = actor; circle.size() <= spec.programs.size();) {
    circle.push_back(at);
    const Start& start = spec.spec_of(at).start;
    if (start.when == Start::When::at_once) break;
    if (start.other == actor) return circle;
    at = start.other;
  }
  return {};
}

void check_start(const RunSpec& spec, Actor actor) {
  const std::vector<Actor> circle = circle_of(spec, actor);
  if (circle.empty()) return;
  Names names;
  for (const Actor one : circle) names.names.emplace_back(actor_name(spec.info.cast, one));
  if (circle.size() == 1)
    throw InputError(
        {"\"{}\" waits for itself: it would never start; let it start now, or when another listens "
         "or has ended",
         "“{}”在等它自己，永远不会启动；请让它立刻启动，或者等别的程序开始监听或结束后再启动"},
        names);
  throw InputError({"{} wait for each other in a circle: none would start; let one start now",
                    "{} 互相等成了一圈，谁都不会启动；请让其中一个立刻启动"},
                   names);
}

}  // namespace

std::vector<ProgramSpec> two_programs(Program sender, Program receiver, Actor first) {
  std::vector<ProgramSpec> programs(2);
  programs[0] = {.program = std::move(sender), .host = 0, .start = {}, .played = {}};
  programs[1] = {.program = std::move(receiver), .host = 1, .start = {}, .played = {}};
  const Actor second = first == kReceiver ? kSender : kReceiver;
  programs.at(static_cast<std::size_t>(second)).start = {Start::When::listens, first};
  return programs;
}

bool observes_calls(const RunSpec& spec) {
  return !spec.probe.empty() || spec.info.probe == Probe::kernel;
}

bool is_awaited(const RunSpec& spec, Actor actor) {
  return std::any_of(spec.programs.begin(), spec.programs.end(), [&](const ProgramSpec& program) {
    return program.start.when == Start::When::listens && program.start.other == actor;
  });
}

Actor first_listener(const RunSpec& spec) {
  for (std::size_t i = 0; i < spec.programs.size(); ++i)
    if (is_awaited(spec, static_cast<Actor>(i))) return static_cast<Actor>(i);
  return {};
}

void check_cast(const RunSpec& spec) {
  const Cast& cast = spec.info.cast;
  if (cast.size() != spec.programs.size()) throw std::logic_error("a cast is not that of its run");
  if (cast.size() > kMostActors)
    throw InputError({"a run has at most {} programs", "一次运行最多有 {} 个程序"}, kMostActors);
  check_names(cast);
  for (std::size_t i = 0; i < cast.size(); ++i) {
    const ProgramSpec& program = spec.programs[i];
    if (program.host < 0 || program.host >= kMostHosts)
      throw InputError({"\"{}\" cannot be on host {}: the hosts are 1 to {}",
                        "“{}”不能放在主机 {} 上：主机编号是 1 到 {}"},
                       cast[i].name, program.host + 1, kMostHosts);
    if (static_cast<std::size_t>(program.start.other) >= cast.size())
      throw std::logic_error("a program waits for one that is not in its cast");
  }
  for (std::size_t i = 0; i < cast.size(); ++i) check_start(spec, static_cast<Actor>(i));
}

}  // namespace stickylab
