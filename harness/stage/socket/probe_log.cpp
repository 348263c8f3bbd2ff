#include "stage/socket/probe_log.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/utsname.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <optional>

#include "base/clocks.hpp"
#include "stage/socket/address.hpp"

namespace stickylab {
namespace {

constexpr std::uint64_t kMostCapacity = 64 << 20;  // sparse: pages are taken as they are written

rlim_t limit_of(decltype(RLIMIT_AS) resource) {
  rlimit limit{};
  return getrlimit(resource, &limit) == 0 ? limit.rlim_cur : RLIM_INFINITY;
}

/// As much as we may make, and a program may map: a file that is too large would end us (SIGXFSZ).
std::uint64_t capacity_of_log() {
  constexpr std::uint64_t kPage = 4096;
  constexpr rlim_t kShare = 16;  // of its addresses
  return std::min({kMostCapacity, static_cast<std::uint64_t>(limit_of(RLIMIT_FSIZE)),
                   static_cast<std::uint64_t>(limit_of(RLIMIT_AS) / kShare)}) /
         kPage * kPage;
}

std::string text_of(const ProbeAddress& address) {
  in6_addr host{};
  std::memcpy(&host, address.host, sizeof host);
  constexpr in6_addr kAnyV4 = {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0}}};
  const bool is_any = IN6_IS_ADDR_UNSPECIFIED(&host) || IN6_ARE_ADDR_EQUAL(&host, &kAnyV4);
  if (is_any && address.port == 0) return {};
  return endpoint_text(AF_INET6, address.host, address.port);
}

/// What a record holds beside itself; zero if it does not.
struct Held {
  ProbeNames names{};
  ProbeOption option{};
  std::optional<ProbeTcp> tcp;
  std::optional<ProbeArrived> arrived;
  ProbePaths paths{};
  const char* payload = nullptr;
};

std::size_t own_size(const ProbeRecord& record) {
  return record.returned == 0 ? sizeof(ProbeEnter) : sizeof(ProbeReturn);
}

std::size_t held_size(const ProbeRecord& record) {
  return ((record.holds & kHoldsNames) != 0 ? sizeof(ProbeNames) : 0) +
         ((record.holds & kHoldsOption) != 0 ? sizeof(ProbeOption) : 0) +
         ((record.holds & kHoldsTcp) != 0 ? sizeof(ProbeTcp) : 0) +
         ((record.holds & kHoldsArrived) != 0 ? sizeof(ProbeArrived) : 0) +
         ((record.holds & kHoldsPaths) != 0 ? sizeof(ProbePaths) : 0);
}

template <class Part>
void copy_part(const char*& at, Part& part) {
  std::memcpy(&part, at, sizeof part);
  at += sizeof part;
}

Held held_by(const ProbeRecord& record) {
  Held held;
  const char* at = reinterpret_cast<const char*>(&record) + own_size(record);
  if ((record.holds & kHoldsNames) != 0) copy_part(at, held.names);
  if ((record.holds & kHoldsOption) != 0) copy_part(at, held.option);
  if ((record.holds & kHoldsTcp) != 0) copy_part(at, held.tcp.emplace());
  if ((record.holds & kHoldsArrived) != 0) copy_part(at, held.arrived.emplace());
  if ((record.holds & kHoldsPaths) != 0) copy_part(at, held.paths);
  held.payload = at;
  return held;
}

/// Before Linux 5.4 each network namespace counted its sockets for itself: two hosts have sockets
/// of one number.
bool is_number_unique() {
  utsname system{};
  int major = 0, minor = 0;
  if (uname(&system) != 0 || std::sscanf(system.release, "%d.%d", &major, &minor) != 2)
    return false;
  return major > 5 || (major == 5 && minor >= 4);
}

std::uint64_t number_of(std::uint64_t cookie) {
  static const bool is_unique = is_number_unique();
  return is_unique ? cookie : 0;
}

/// The memory is the program's as well: a zero may be missing.
template <std::size_t size>
std::string text_of(const char (&path)[size]) {
  return {path, strnlen(path, size)};
}

void set_names(SocketCall& call, const Held& held) {
  call.made = number_of(held.names.made);
  const bool local = call.local != Local::no;
  call.address = local ? text_of(held.paths.address) : text_of(held.names.address);
  call.own = local ? text_of(held.paths.own) : text_of(held.names.own);
}

Local local_of(Kind kind) {
  if (!is_local(kind)) return Local::no;
  if (kind == Kind::local_stream) return Local::stream;
  return kind == Kind::local_seqpacket ? Local::seqpacket : Local::datagram;
}

Kind kind_of(const ProbeRecord& record) { return static_cast<Kind>(record.kind); }

SocketCall call_of(const ProbeEnter& enter) {
  const Held held = held_by(enter.head);
  SocketCall call{.call = static_cast<Call>(enter.head.call),
                  .pid = enter.pid,
                  .tid = enter.tid,
                  .fd = enter.fd,
                  .socket = number_of(enter.socket),
                  .datagram = keeps_messages(kind_of(enter.head)),
                  .local = local_of(kind_of(enter.head)),
                  .length = enter.length,
                  .flags = held.option.flags,
                  .level = held.option.level,
                  .option = held.option.option,
                  .value = held.option.value,
                  .queued = enter.queued};
  if (held.arrived) {
    call.waiting = held.arrived->waiting;
    call.dropped = held.arrived->dropped;
  }
  set_names(call, held);
  return call;
}

CallReturned returned_call(const ProbeEnter& enter, const ProbeReturn& done,
                           std::int64_t start_ns) {
  const Held held = held_by(done.head);
  CallReturned e;
  e.what = call_of(enter);
  if ((done.head.holds & (kHoldsNames | kHoldsPaths)) != 0) set_names(e.what, held);
  if ((done.head.holds & kHoldsOption) != 0) e.what.value = held.option.value;
  e.entered_ns = enter.head.time_ns - start_ns;
  e.result = std::max<std::int64_t>(done.result, -1);
  e.error = done.result < 0 ? static_cast<int>(-done.result) : 0;
  e.bytes.assign(held.payload, done.bytes);
  e.unseen = done.result > 0 && passes_bytes_on(e.what.call);
  if (held.tcp) {
    const auto& fields = held.tcp->fields;
    e.tcp = TcpState{fields[0], fields[1], fields[2], fields[3], fields[4], {}};
    if (held.tcp->written >= 0) e.tcp->written = held.tcp->written;
  }
  return e;
}

const ProbeReturn& as_return(const ProbeRecord& record) {
  return reinterpret_cast<const ProbeReturn&>(record);
}

/// Where its call began.
std::uint64_t place_of(const ProbeReturn& done) { return std::uint64_t{done.entered} * 8; }

int flags_of(const ProbeEnter& call) { return held_by(call.head).option.flags; }

/// Whether an option makes a wait end by itself.
bool limits_waits(const ProbeOption& set) {
  switch (set.level) {
    case SOL_SOCKET:
      return set.option == SO_RCVTIMEO_OLD || set.option == SO_RCVTIMEO_NEW ||
             set.option == SO_SNDTIMEO_OLD || set.option == SO_SNDTIMEO_NEW;
    case IPPROTO_TCP:
      return set.option == TCP_USER_TIMEOUT;
    case IPPROTO_IP:
      return set.option == IP_RECVERR;
    case IPPROTO_IPV6:
      return set.option == IPV6_RECVERR;
    default:
      return false;
  }
}

}  // namespace

ProbeLogFile::ProbeLogFile()
    : fd_(must(memfd_create("stickylab-probe", MFD_CLOEXEC | MFD_ALLOW_SEALING), "memfd_create")),
      capacity_(capacity_of_log()) {
  must(ftruncate(fd_.get(), static_cast<off_t>(capacity_)), "ftruncate");
  // A program that cut it short would end us with it (SIGBUS).
  must(fcntl(fd_.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL), "seal the log");
  void* memory = mmap(nullptr, capacity_, PROT_READ | PROT_WRITE, MAP_SHARED, fd_.get(), 0);
  if (memory == MAP_FAILED) throw_errno("mmap");
  log_ = new (memory) ProbeLog{kProbeMagic, 0, capacity_, sizeof(ProbeLog), 0, 0};
}

ProbeLogFile::~ProbeLogFile() { munmap(log_, capacity_); }

std::uint64_t ProbeLogFile::end() const { return std::min(bytes_in(log_->used.load()), capacity_); }

const ProbeRecord* ProbeLogFile::record_at(std::uint64_t at) const {
  const std::uint64_t end = this->end();
  if (at % 8 != 0 || at < sizeof(ProbeLog) || at > end || end - at < sizeof(ProbeRecord))
    return nullptr;
  const char* base = reinterpret_cast<const char*>(log_);
  const auto* record = reinterpret_cast<const ProbeRecord*>(base + at);
  // The memory is the program's as well, and a program may write anywhere.
  const std::uint32_t size = record->size.load(std::memory_order_acquire);
  if (size < sizeof(ProbeRecord) || size % 8 != 0 || size > end - at ||
      size < own_size(*record) + held_size(*record) || record->call >= kCallCount)
    return nullptr;
  if (record->returned == 0) return record;
  const ProbeReturn& done = as_return(*record);
  const bool sane = done.bytes <= size - own_size(*record) - held_size(*record) &&
                    place_of(done) < at && enter_at(place_of(done)) != nullptr;
  return sane ? record : nullptr;
}

const ProbeEnter* ProbeLogFile::enter_at(std::uint64_t at) const {
  if (at % 8 != 0 || at < sizeof(ProbeLog) || at > capacity_ - sizeof(ProbeEnter)) return nullptr;
  const auto* record =
      reinterpret_cast<const ProbeRecord*>(reinterpret_cast<const char*>(log_) + at);
  if (record->returned != 0) return nullptr;
  return reinterpret_cast<const ProbeEnter*>(record_at(at));
}

const ProbeEnter& ProbeLogFile::enter_of(const ProbeRecord& record) const {
  if (record.returned == 0) return reinterpret_cast<const ProbeEnter&>(record);
  return *enter_at(place_of(as_return(record)));
}

Event ProbeLogFile::event_of(const ProbeRecord& record, Actor who, std::int64_t start_ns) const {
  Event event{.time_ns = record.time_ns - start_ns, .seq = 0, .who = who, .data = {}};
  const ProbeEnter& enter = enter_of(record);
  if (record.returned == 0)
    event.data = CallEntered{call_of(enter)};
  else
    event.data = returned_call(enter, as_return(record), start_ns);
  return event;
}

std::vector<Event> ProbeLogFile::events(Actor who, std::int64_t start_ns) const {
  std::vector<Event> events;
  std::int64_t last_ns = 0;
  std::uint64_t at = sizeof(ProbeLog);
  while (const ProbeRecord* record = record_at(at)) {
    events.push_back(event_of(*record, who, start_ns));
    last_ns = events.back().time_ns;
    at += record->size;
  }
  // A writer that was killed in the middle of a record leaves what follows unreadable.
  const bool cut_short = at + sizeof(ProbeRecord) <= end();
  const std::uint64_t lost = std::max<std::uint64_t>(log_->dropped.load(), cut_short ? 1 : 0);
  if (lost > 0) events.push_back({.time_ns = last_ns, .seq = 0, .who = who, .data = Dropped{lost}});
  return events;
}

void ProbeLogFile::begin_as(const ProbeLogFile& other) {
  const std::uint64_t end = std::min(other.end(), capacity_);
  std::memcpy(reinterpret_cast<char*>(log_) + sizeof(ProbeLog),
              reinterpret_cast<const char*>(other.log_) + sizeof(ProbeLog), end - sizeof(ProbeLog));
  log_->used = other.log_->used.load();
  log_->dropped = other.log_->dropped.load();
  log_->alarms = other.log_->alarms.load();
  const std::int64_t now = now_ns(CLOCK_MONOTONIC);
  std::uint64_t at = sizeof(ProbeLog);
  while (const ProbeRecord* record = record_at(at)) {
    const_cast<ProbeRecord*>(record)->time_ns = now;
    at += record->size;
  }
}

std::uint64_t ProbeLogFile::size() const { return log_->used.load(); }

int ProbeLogFile::data_reads() const {
  look_on();
  return seen_.data_reads;
}

void ProbeLogFile::look_on() const {
  while (const ProbeRecord* record = record_at(seen_.to)) {
    look_at(*record);
    seen_.to += record->size;
  }
}

void ProbeLogFile::look_at(const ProbeRecord& record) const {
  const auto call = static_cast<Call>(record.call);
  if (call == Call::setsockopt) seen_.limits_waits |= limits_waits(held_by(record).option);
  if (kind_of(record) == Kind::udp && (call == Call::connect || !is_read(call)))
    look_at_datagram(record);
  const bool has_read = record.returned != 0 && is_read(call) && as_return(record).result > 0;
  if (has_read && (flags_of(enter_of(record)) & MSG_PEEK) == 0) ++seen_.data_reads;
}

void ProbeLogFile::look_at_datagram(const ProbeRecord& record) const {
  const std::string to = text_of(held_by(record).names.address);
  if (!to.empty()) seen_.datagram_targets.insert(to);
}

bool ProbeLogFile::waits_are_endless() const {
  look_on();
  const bool is_complete = seen_.to == bytes_in(log_->used.load()) && log_->dropped.load() == 0;
  return is_complete && !seen_.limits_waits && log_->alarms.load() == 0;
}

const std::set<std::string>& ProbeLogFile::datagram_targets() const {
  look_on();
  return seen_.datagram_targets;
}

}  // namespace stickylab
