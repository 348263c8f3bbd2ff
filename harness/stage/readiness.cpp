#include "stage/readiness.hpp"

#include <utility>
#include <vector>

namespace stickylab {
namespace {

constexpr std::uint64_t kCheckMs = 1;

}  // namespace

Readiness::Readiness(Loop& loop, std::optional<Transport> transport,
                     std::function<void(Actor, const std::string&)> on_ready)
    : loop_(loop), transport_(transport), on_ready_(std::move(on_ready)) {}

void Readiness::await(Actor actor, OpenPorts ports, std::optional<std::uint16_t> port) {
  add({actor, std::move(ports), port, {}});
}

void Readiness::await_path(Actor actor, OpenPorts ports, std::string path) {
  add({actor, std::move(ports), {}, std::move(path)});
}

void Readiness::add(Awaited awaited) {
  awaited_.push_back(std::move(awaited));
  if (!timer_) timer_.emplace(loop_, kCheckMs, kCheckMs, [this] { check(); });
}

void Readiness::forget(Actor actor) {
  awaited_.remove_if([&](const Awaited& awaited) { return awaited.actor == actor; });
  if (awaited_.empty()) timer_.reset();
}

std::optional<std::string> Readiness::open_of(const Awaited& awaited) const {
  if (awaited.path.empty()) return awaited.ports.find(transport_, awaited.port);
  return awaited.ports.has_path(awaited.path) ? std::optional(awaited.path) : std::nullopt;
}

/// Whom it finds it tells of at last: what follows may add others to those that are awaited.
void Readiness::check() {
  std::vector<std::pair<Actor, std::string>> open;
  for (const Awaited& awaited : awaited_)
    if (auto address = open_of(awaited)) open.emplace_back(awaited.actor, *std::move(address));
  for (const auto& [actor, address] : open) {
    forget(actor);
    on_ready_(actor, address);
  }
}

}  // namespace stickylab
