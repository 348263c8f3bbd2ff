#include "stage/mother.hpp"

#include <fmt/ranges.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>

#include "stage/launch.hpp"
#include "stage/process/limits.hpp"
#include "stage/process/standard_streams.hpp"
#include "stage/process/stillness.hpp"
#include "stage/socket/listening.hpp"
#include "stage/socket/mother_words.hpp"

namespace stickylab {
namespace {

constexpr int kReadyLookMs = 1;
constexpr int kAsleepLooks = 5;   // with its port open: it waits for something else than an accept
constexpr int kAnswerMs = 5'000;  // it only forks; a machine may be very busy

/// The only program that is not played, if a fork of it would be like a start: it listens, for one
/// connection, and has nothing to read but that.
std::optional<Actor> only_program(const RunSpec& spec) {
  std::optional<Actor> only;
  for (std::size_t i = 0; i < spec.programs.size(); ++i) {
    const ProgramSpec& program = spec.programs[i];
    if (program.played && program.played->script.lines.size() != 1) return std::nullopt;
    if (program.played) continue;
    if (only || !program.program.input.empty()) return std::nullopt;
    only = static_cast<Actor>(i);
  }
  const bool may = only && is_awaited(spec, *only) && !spec.probe.empty() && spec.port == 0;
  return may ? only : std::nullopt;
}

/// What is in a pipe now; it does not block.
std::string taken_from(int pipe) {
  std::string text;
  char buffer[4096];
  for (ssize_t n = 0; (n = read(pipe, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(n));
  return text;
}

struct Connected {
  explicit Connected(int type) {
    int fds[2];
    must(socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, fds), "socketpair");
    ours = Fd(fds[0]);
    theirs = Fd(fds[1]);
  }
  Fd ours;
  Fd theirs;
};

}  // namespace

Mother::Mother(const RunSpec& spec, Actor actor, Stage& stage, int harness)
    : actor_(actor), harness_(harness) {
  Connected step(SOCK_STREAM);
  Connected words(SOCK_SEQPACKET);
  const int on = 1;
  must(setsockopt(words.ours.get(), SOL_SOCKET, SO_PASSCRED, &on, sizeof on), "SO_PASSCRED");
  Launch launch = launch_of(spec, actor, [&](Actor other) { return stage.place(other); });
  command_ = fmt::to_string(fmt::join(launch.command, " "));
  launch.environment[kMotherDescriptor] = std::to_string(kMotherFd);
  launch.step_fd = step.theirs.get();
  launch.probe_fd = log_.fd();
  launch.mother_fd = words.theirs.get();
  process_.emplace(launch, [&] { return stage.enter(actor); });
  step_ = std::move(step.ours);
  channel_ = std::move(words.ours);
}

std::unique_ptr<Mother> Mother::start(const RunSpec& spec, Stage& stage, int harness) {
  const auto actor = only_program(spec);
  if (!actor) return nullptr;
  try {
    auto mother = std::make_unique<Mother>(spec, *actor, stage, harness);
    if (mother->becomes_ready(spec, stage)) return mother;
  } catch (const std::system_error&) {
    // It cannot be executed: a run will say so.
  }
  return nullptr;
}

bool Mother::becomes_ready(const RunSpec& spec, Stage& stage) {
  const OpenPorts ports(process_->pid());
  const std::uint16_t port = stage.place(actor_).port;
  Stillness stillness(process_->pid());
  Limits limits;
  const int most_looks = static_cast<int>(spec.timeout_s * 1000) / kReadyLookMs;
  for (int looks = 1; looks <= most_looks; ++looks) {
    std::array<pollfd, 3> events{{{.fd = channel_.get(), .events = POLLIN, .revents = 0},
                                  {.fd = process_->pidfd(), .events = POLLIN, .revents = 0},
                                  {.fd = harness_, .events = POLLIN, .revents = 0}}};
    if (poll(events.data(), events.size(), kReadyLookMs) > 0) {
      const auto said = take_word(channel_.get());
      if (!said || said->word != MotherWord::ready || said->from != process_->pid()) return false;
      const auto address = ports.find(spec.transport, port);
      if (!address) return false;
      address_ = *address;
      said_ = taken_from(process_->output());
      complained_ = taken_from(process_->errors());
      return true;
    }
    const bool checks = static_cast<std::uint64_t>(looks) % (kLimitsCheckMs / kReadyLookMs) == 0;
    if (checks && limits.exceeded({process_->pid()})) return false;
    if (stillness.ticks() >= kAsleepLooks && ports.find(spec.transport, port)) return false;
  }
  return false;
}

std::optional<Born> Mother::bear() {
  StandardStreams streams("");
  Born born{.actor = actor_,
            .log = std::make_unique<ProbeLogFile>(),
            .said = said_,
            .complained = complained_,
            .command = command_,
            .address = address_};
  born.log->begin_as(log_);
  if (!give_birth(channel_.get(), {streams.input.get(), streams.output.write.get(),
                                   streams.errors.write.get(), born.log->fd()}))
    return std::nullopt;
  std::array<pollfd, 3> events{{{.fd = channel_.get(), .events = POLLIN, .revents = 0},
                                {.fd = process_->pidfd(), .events = POLLIN, .revents = 0},
                                {.fd = harness_, .events = POLLIN, .revents = 0}}};
  if (poll(events.data(), events.size(), kAnswerMs) <= 0) return std::nullopt;
  const auto said = take_word(channel_.get());
  if (!said || said->word != MotherWord::born) return std::nullopt;
  born.pid = said->from;
  born.output = std::move(streams.output.read);
  born.errors = std::move(streams.errors.read);
  return born;
}

}  // namespace stickylab
