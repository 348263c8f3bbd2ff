#include "stage/series.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <optional>
#include <ostream>
#include <string>

#include "base/channel.hpp"
#include "base/system_error.hpp"
#include "stage/play.hpp"
#include "stage/setting.hpp"

namespace stickylab {
namespace {

/// Waits for it; nothing if the harness wants no more, or is gone.
std::optional<Asked> next_asked(int harness, int channel) {
  std::array<pollfd, 2> events{{{.fd = channel, .events = POLLIN, .revents = 0},
                                {.fd = harness, .events = POLLIN, .revents = 0}}};
  while (poll(events.data(), events.size(), -1) < 0) continue;
  Asked asked;
  const bool whole =
      events[0].revents != 0 && recv(channel, &asked, sizeof asked, MSG_WAITALL) == sizeof asked;
  return whole ? std::optional(asked) : std::nullopt;
}

bool plays_one(const RunSpec& spec) {
  return std::any_of(spec.programs.begin(), spec.programs.end(),
                     [](const ProgramSpec& program) { return program.played.has_value(); });
}

bool is_same(const ProgramSpec& a, const ProgramSpec& b) {
  return a.program.command == b.program.command && a.program.input == b.program.input &&
         a.host == b.host && a.start.when == b.start.when && a.start.other == b.start.other &&
         a.played.has_value() == b.played.has_value() && a.direct == b.direct;
}

bool may_last(const RunSpec& spec) {
  return spec.info.net == Net::loopback && spec.transport == Transport::tcp &&
         spec.info.probe == Probe::libc && plays_one(spec) && !spec.relayed && !spec.stepped &&
         !spec.until;
}

/// A program that cannot be forked has had its port: the next one has another.
void find_mother(Setting& setting, const RunSpec& spec, int harness) {
  setting.mother = Mother::start(spec, *setting.stage, harness);
  if (!setting.mother) setting.stage->renew();
}

void bear(Setting& setting) {
  setting.born = setting.mother->bear();
  if (setting.born) return;
  setting.mother.reset();
  setting.stage->renew();
}

void tell_recording(int channel, const Recording& recording, bool is_last) {
  Telling telling(channel);
  std::ostream out(&telling);
  write_ndjson(out, recording);
  if (!is_last) out << '\n';
  out.flush();
}

}  // namespace

bool may_follow(const RunSpec& last, const RunSpec& next) {
  return may_last(last) && may_last(next) && last.port == next.port &&
         last.own_network == next.own_network && last.any_port == next.any_port &&
         last.probe == next.probe &&
         std::equal(last.programs.begin(), last.programs.end(), next.programs.begin(),
                    next.programs.end(), is_same);
}

void play_series(const std::vector<RunSpec>& specs, bool forks, int harness, int channel) {
  std::optional<Setting> setting;
  while (const auto asked = next_asked(harness, channel)) {
    const RunSpec& spec = specs.at(asked->run);
    check_cast(spec);
    if (setting) {
      if (!setting->mother) setting->stage->renew();
    } else {
      setting.emplace(spec, may_last(spec));
      if (forks && !setting->is_over) find_mother(*setting, spec, harness);
    }
    if (setting->mother) bear(*setting);
    if (setting->born) tell(channel, std::string(kForkedRun) + '\n');
    const Recording recording = play(spec, *setting, harness, channel);
    tell_recording(channel, recording, setting->is_over);
    if (setting->is_over) return;
  }
}

}  // namespace stickylab
