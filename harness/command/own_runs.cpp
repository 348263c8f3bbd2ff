#include "command/own_runs.hpp"

#include <fmt/format.h>

#include "base/input_error.hpp"
#include "command/network.hpp"
#include "command/own_bytes.hpp"
#include "command/shell_words.hpp"
#include "command/text_file.hpp"

namespace stickylab {
namespace {

constexpr double kUncutLimitS = 30;  // of the uncut run, unless --timeout says another

Actor add(OwnRun& run, const std::string& name, Side side, ProgramSpec program) {
  run.spec.info.cast.push_back({.name = name, .side = side, .host = {}});
  run.spec.programs.push_back(std::move(program));
  return static_cast<Actor>(run.spec.programs.size() - 1);
}

/// "client", or "client 3" if there are several.
std::string numbered(const char* name, const OwnRun& run, std::size_t of) {
  return of == 1 ? name : fmt::format("{}-{}", name, run.cast.clients.size() + 1);
}

}  // namespace

OwnRuns::OwnRuns(const OwnOptions& own, const StageOptions& stage)
    : own_(own), stage_(stage), limit_s_(stage.timeout_s.value_or(kUncutLimitS)) {
  if (is_written(own.client)) client_ = read_written(own.client, WrittenEnd::client);
  if (is_written(own.server)) server_ = read_written(own.server, WrittenEnd::server);
  if (client_ && server_)
    throw InputError({"--server and --client are both bytes: one of them must be a program",
                      "--server 和 --client 都是字节：至少有一个应当是程序"});
  if (own.client_input.empty()) return;
  input_ = read_file(own.client_input);
}

Script OwnRuns::script_of(const Schedule& schedule) const {
  if (!own_.cut_connection) return Script::for_each(schedule);
  Script script(schedule);
  script.lines.front().connection = *own_.cut_connection;
  return script;
}

void OwnRuns::add_server(OwnRun& run, const std::vector<Schedule>& schedules) const {
  ProgramSpec server{.program = {}, .host = 1, .start = {}, .played = {}};
  if (server_)
    server.played = Played{.as = Played::As::server,
                           .streams = {*server_},
                           .same = true,
                           .script = script_of(schedules.front())};
  else
    server.program.command = split_command(own_.server);
  run.cast.server = add(run, "server", Side::right, std::move(server));
}

void OwnRuns::add_client(OwnRun& run, const Schedule& schedule) const {
  OwnCast::Client own;
  const std::size_t of = run.spec.programs.size() == 1 ? 1 : 2;
  Start start{Start::When::listens, run.cast.server};
  if (!run.cast.clients.empty()) {
    const OwnCast::Client& before = run.cast.clients.back();
    start = {Start::When::settled, before.check.value_or(before.client)};
  }
  ProgramSpec client{.program = {}, .host = 0, .start = start, .played = {}};
  if (client_) {
    client.played = Played{.as = Played::As::client, .streams = {*client_}, .script = schedule};
    client.played->script.lines.front().schedule.replies.reset();
  } else {
    client.program = {split_command(own_.client), input_};
  }
  own.client = add(run, numbered("client", run, of), Side::left, std::move(client));
  if (!server_ && !client_)
    run.spec.relayed->by_client.emplace(static_cast<int>(own.client), script_of(schedule));
  if (!own_.check.empty())
    own.check = add(run, numbered("check", run, of), Side::left,
                    {.program = {split_command(own_.check), ""},
                     .host = 0,
                     .start = {Start::When::settled, own.client},
                     .played = {},
                     .direct = true});
  run.cast.clients.push_back(own);
}

OwnRun OwnRuns::run(const std::vector<Schedule>& schedules, Net net) const {
  OwnRun run;
  RunSpec& spec = run.spec;
  spec.info.net = net;
  spec.info.cast.clear();
  spec.programs.clear();
  spec.transport = Transport::tcp;
  spec.mtu = stage_.wire.mtu.value_or(spec.mtu);
  spec.wire = wire_of(stage_.wire, 0);
  spec.gates_off = true;
  spec.timeout_s = limit_s_;
  if (!server_ && !client_) spec.relayed.emplace().most = kMostConnections;
  add_server(run, schedules);
  for (const Schedule& schedule : schedules) add_client(run, schedule);
  if (server_ends_) return run;
  Until& until = spec.until.emplace();
  until.settled = true;
  for (const OwnCast::Client& client : run.cast.clients) {
    until.ended.push_back(client.client);
    if (client.check) until.ended.push_back(*client.check);
  }
  return run;
}

OwnRun OwnRuns::patient_run(Net net) const {
  OwnRun run = this->run({Schedule{}}, net);
  run.spec.until->settled = false;
  return run;
}

OwnRun OwnRuns::cut_off_run(const Schedule& schedule, const Conversation& seen, Net net) const {
  OwnRuns played = *this;
  if (schedule.replies) {
    played.server_ = seen.replies;
  } else {
    played.client_ = seen.requests;
  }
  return played.run({schedule}, net);
}

void OwnRuns::learn(const Recording& uncut, const OwnCast& cast) {
  if (client_) client_ = with_replies(std::move(*client_), uncut, cast.clients.front().client);
  if (server_) server_ = with_replies(std::move(*server_), uncut, cast.server);
}

}  // namespace stickylab
