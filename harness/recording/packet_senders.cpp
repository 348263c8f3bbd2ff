#include "recording/packet_senders.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stickylab {
namespace {

/// Who had an endpoint, and since when; in order of time.
using Owners = std::map<std::string, std::vector<std::pair<std::int64_t, Actor>>>;

Owners owners_in(const std::vector<Event>& events) {
  Owners owners;
  for (const Event& event : events)
    if (const auto* call = std::get_if<CallReturned>(&event.data); call && !call->what.own.empty())
      owners[call->what.own].emplace_back(call->entered_ns, event.who);
  for (auto& [endpoint, all] : owners) std::stable_sort(all.begin(), all.end());
  return owners;
}

std::optional<Actor> owner_at(const Owners& owners, const std::string& endpoint,
                              std::int64_t time_ns) {
  const auto found = owners.find(endpoint);
  if (found == owners.end()) return std::nullopt;
  const auto& all = found->second;
  const auto later = std::find_if(all.begin(), all.end(),
                                  [&](const auto& owner) { return owner.first > time_ns; });
  return later == all.begin() ? later->second : std::prev(later)->second;
}

/// The host of HOST:PORT, HOST or [HOST]:PORT, by the address that a cast has for it. IPv6's own
/// host is IPv4's; other hosts of IPv6 are in no cast.
std::string host_of(const std::string& endpoint) {
  return endpoint.starts_with("[::1]") ? "127.0.0.1" : endpoint.substr(0, endpoint.find(':'));
}

std::optional<Actor> first_on_host(const Cast& cast, const std::string& endpoint) {
  const std::string host = host_of(endpoint);
  for (std::size_t i = 0; i < cast.size(); ++i)
    if (!host.empty() && cast[i].host == host) return Actor(i);
  return std::nullopt;
}

}  // namespace

void name_senders(Recording& recording) {
  const Cast& cast = recording.info.cast;
  if (is_default(cast)) return;
  const Owners owners = owners_in(recording.events);
  for (Event& event : recording.events) {
    Packet* packet = packet_of(event);
    if (packet == nullptr) continue;
    auto from = owner_at(owners, packet->way.from, event.time_ns);
    if (!from) from = first_on_host(cast, packet->way.from);
    if (from) packet->from = *from;
  }
}

}  // namespace stickylab
