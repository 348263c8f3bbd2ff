#include "recording/names.hpp"

#include <utility>

#include "recording/recording.hpp"

namespace stickylab {
namespace {

constexpr std::array<std::string_view, kCallCount> kCalls = {
    "socket",  "bind",        "listen",   "accept",  "connect",    "send",     "sendto",
    "sendmsg", "sendmmsg",    "write",    "writev",  "pwritev2",   "dprintf",  "sendfile",
    "splice",  "recv",        "recvfrom", "recvmsg", "recvmmsg",   "read",     "readv",
    "preadv2", "splice_from", "shutdown", "close",   "setsockopt", "fionread", "io_uring_setup"};

constexpr std::array<std::string_view, 13> kStops = {
    "deadline", "deadlock", "output",    "not-started", "not-ready",   "stage-lost", "over",
    "silence",  "memory",   "processes", "written",     "descriptors", "traffic"};
static_assert(kStops.size() == static_cast<std::size_t>(Stop::traffic) + 1);

constexpr std::array<std::string_view, 4> kLocals = {"", "stream", "seqpacket", "datagram"};
static_assert(kLocals.size() == static_cast<std::size_t>(Local::datagram) + 1);

constexpr std::array<std::string_view, 3> kFates = {"delivered", "lost", "underway"};
static_assert(kFates.size() == static_cast<std::size_t>(Fate::underway) + 1);

constexpr std::array<std::string_view, 2> kVersions = {"broken", "fixed"};
static_assert(kVersions.size() == static_cast<std::size_t>(Version::fixed) + 1);

constexpr std::array<std::string_view, 3> kNets = {"two-hosts", "one-host", "loopback"};
static_assert(kNets.size() == static_cast<std::size_t>(Net::loopback) + 1);

constexpr std::array<std::string_view, 2> kProbes = {"libc", "kernel"};
static_assert(kProbes.size() == static_cast<std::size_t>(Probe::kernel) + 1);

constexpr std::array<std::string_view, 2> kSides = {"left", "right"};
static_assert(kSides.size() == static_cast<std::size_t>(Side::right) + 1);

}  // namespace

const Packet* packet_of(const Event& event) {
  if (const auto* segment = std::get_if<Segment>(&event.data)) return &segment->packet;
  if (const auto* datagram = std::get_if<Datagram>(&event.data)) return &datagram->packet;
  if (const auto* error = std::get_if<IcmpError>(&event.data)) return &error->packet;
  return nullptr;
}

Packet* packet_of(Event& event) { return const_cast<Packet*>(packet_of(std::as_const(event))); }

std::string_view call_name(Call call) { return name_in(kCalls, call); }
std::optional<Call> call_from_name(std::string_view name) { return value_in<Call>(kCalls, name); }

std::string_view stop_name(Stop why) { return name_in(kStops, why); }
std::optional<Stop> stop_from_name(std::string_view name) { return value_in<Stop>(kStops, name); }

std::string_view local_name(Local type) { return name_in(kLocals, type); }
std::optional<Local> local_from_name(std::string_view name) {
  return value_in<Local>(kLocals, name);
}

std::string_view fate_name(Fate fate) { return name_in(kFates, fate); }
std::optional<Fate> fate_from_name(std::string_view name) { return value_in<Fate>(kFates, name); }

std::string_view version_name(Version version) { return name_in(kVersions, version); }
std::optional<Version> version_from_name(std::string_view name) {
  return value_in<Version>(kVersions, name);
}

std::string_view net_name(Net net) { return name_in(kNets, net); }
std::optional<Net> net_from_name(std::string_view name) { return value_in<Net>(kNets, name); }

std::string_view probe_name(Probe probe) { return name_in(kProbes, probe); }
std::optional<Probe> probe_from_name(std::string_view name) {
  return value_in<Probe>(kProbes, name);
}

std::string_view side_name(Side side) { return name_in(kSides, side); }
std::optional<Side> side_from_name(std::string_view name) { return value_in<Side>(kSides, name); }

}  // namespace stickylab
