#include "stage/socket/probe_log.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/utsname.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <optional>

namespace stickylab {
namespace {

constexpr std::uint64_t kCapacity = 4 << 20;  // sparse: pages are taken as they are written

std::string text_of(const ProbeAddress& address) {
  in6_addr host{};
  std::memcpy(&host, address.host, sizeof host);
  const bool is_v4 = IN6_IS_ADDR_V4MAPPED(&host);
  constexpr in6_addr kAnyV4 = {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0}}};
  const bool is_any = IN6_IS_ADDR_UNSPECIFIED(&host) || IN6_ARE_ADDR_EQUAL(&host, &kAnyV4);
  if (is_any && address.port == 0) return {};
  char text[INET6_ADDRSTRLEN];
  inet_ntop(is_v4 ? AF_INET : AF_INET6, is_v4 ? &address.host[12] : address.host, text,
            sizeof text);
  const std::string name = is_v4 ? text : "[" + std::string(text) + "]";
  return name + ":" + std::to_string(address.port);
}

/// What a record holds beside itself; zero if it does not.
struct Held {
  ProbeNames names{};
  ProbeOption option{};
  std::optional<ProbeTcp> tcp;
  const char* payload = nullptr;
};

std::size_t own_size(const ProbeRecord& record) {
  return record.returned == 0 ? sizeof(ProbeEnter) : sizeof(ProbeReturn);
}

std::size_t held_size(const ProbeRecord& record) {
  return ((record.holds & kHoldsNames) != 0 ? sizeof(ProbeNames) : 0) +
         ((record.holds & kHoldsOption) != 0 ? sizeof(ProbeOption) : 0) +
         ((record.holds & kHoldsTcp) != 0 ? sizeof(ProbeTcp) : 0);
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

void set_names(SocketCall& call, const ProbeNames& names) {
  call.made = number_of(names.made);
  call.address = text_of(names.address);
  call.own = text_of(names.own);
}

SocketCall call_of(const ProbeEnter& enter) {
  const Held held = held_by(enter.head);
  SocketCall call{.call = static_cast<Call>(enter.head.call),
                  .pid = enter.pid,
                  .tid = enter.tid,
                  .fd = enter.fd,
                  .socket = number_of(enter.socket),
                  .datagram = enter.head.datagram != 0,
                  .length = enter.length,
                  .flags = enter.flags,
                  .level = held.option.level,
                  .option = held.option.option,
                  .value = held.option.value,
                  .queued = enter.queued};
  set_names(call, held.names);
  return call;
}

CallReturned returned_call(const ProbeEnter& enter, const ProbeReturn& done,
                           std::int64_t start_ns) {
  const Held held = held_by(done.head);
  CallReturned e;
  e.what = call_of(enter);
  if ((done.head.holds & kHoldsNames) != 0) set_names(e.what, held.names);
  if ((done.head.holds & kHoldsOption) != 0) e.what.value = held.option.value;
  e.entered_ns = enter.head.time_ns - start_ns;
  e.result = done.result;
  e.error = done.error;
  e.bytes.assign(held.payload, done.bytes);
  if (held.tcp) {
    const auto& fields = held.tcp->fields;
    e.tcp = TcpState{fields[0], fields[1], fields[2], fields[3], fields[4]};
  }
  return e;
}

const ProbeReturn& as_return(const ProbeRecord& record) {
  return reinterpret_cast<const ProbeReturn&>(record);
}

}  // namespace

ProbeLogFile::ProbeLogFile()
    : fd_(must(memfd_create("stickylab-probe", MFD_CLOEXEC | MFD_ALLOW_SEALING), "memfd_create")) {
  must(ftruncate(fd_.get(), kCapacity), "ftruncate");
  // A program that cut it short would end us with it (SIGBUS).
  must(fcntl(fd_.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL), "seal the log");
  void* memory = mmap(nullptr, kCapacity, PROT_READ | PROT_WRITE, MAP_SHARED, fd_.get(), 0);
  if (memory == MAP_FAILED) throw_errno("mmap");
  log_ = new (memory) ProbeLog{kProbeMagic, 0, kCapacity, sizeof(ProbeLog), 0};
}

ProbeLogFile::~ProbeLogFile() { munmap(log_, kCapacity); }

const ProbeRecord* ProbeLogFile::record_at(std::uint64_t at) const {
  const std::uint64_t end = std::min<std::uint64_t>(log_->used.load(), kCapacity);
  if (at % 8 != 0 || at < sizeof(ProbeLog) || at > end || end - at < sizeof(ProbeRecord))
    return nullptr;
  const char* base = reinterpret_cast<const char*>(log_);
  const auto* record = reinterpret_cast<const ProbeRecord*>(base + at);
  // The memory is the program's as well, and a program may write anywhere.
  const std::uint32_t size = record->size.load(std::memory_order_acquire);
  if (size < sizeof(ProbeRecord) || size % 8 != 0 || size > end - at ||
      size < own_size(*record) + held_size(*record) ||
      record->call > static_cast<std::uint8_t>(Call::fionread))
    return nullptr;
  if (record->returned == 0) return record;
  const ProbeReturn& done = as_return(*record);
  const bool sane = done.bytes <= size - own_size(*record) - held_size(*record) &&
                    done.entered < at && enter_at(done.entered) != nullptr;
  return sane ? record : nullptr;
}

const ProbeEnter* ProbeLogFile::enter_at(std::uint64_t at) const {
  if (at % 8 != 0 || at < sizeof(ProbeLog) || at > kCapacity - sizeof(ProbeEnter)) return nullptr;
  const auto* record =
      reinterpret_cast<const ProbeRecord*>(reinterpret_cast<const char*>(log_) + at);
  if (record->returned != 0) return nullptr;
  return reinterpret_cast<const ProbeEnter*>(record_at(at));
}

const ProbeEnter& ProbeLogFile::enter_of(const ProbeRecord& record) const {
  if (record.returned == 0) return reinterpret_cast<const ProbeEnter&>(record);
  return *enter_at(as_return(record).entered);
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
  const bool cut_short =
      at + sizeof(ProbeRecord) <= std::min<std::uint64_t>(log_->used.load(), kCapacity);
  const std::uint64_t lost = std::max<std::uint64_t>(log_->dropped.load(), cut_short ? 1 : 0);
  if (lost > 0) events.push_back({.time_ns = last_ns, .seq = 0, .who = who, .data = Dropped{lost}});
  return events;
}

std::uint64_t ProbeLogFile::size() const { return log_->used.load(); }

int ProbeLogFile::data_reads() const {
  int reads = 0;
  std::uint64_t at = sizeof(ProbeLog);
  while (const ProbeRecord* record = record_at(at)) {
    const bool has_read = record->returned != 0 && is_read(static_cast<Call>(record->call)) &&
                          as_return(*record).result > 0;
    if (has_read && (enter_of(*record).flags & MSG_PEEK) == 0) ++reads;
    at += record->size;
  }
  return reads;
}

std::optional<Reading> ProbeLogFile::reading() const {
  const ProbeRecord* last = nullptr;
  std::uint64_t last_at = 0;
  std::uint64_t at = sizeof(ProbeLog);
  while (const ProbeRecord* record = record_at(at)) {
    const ProbeOption set = held_by(*record).option;
    const bool limits = static_cast<Call>(record->call) == Call::setsockopt &&
                        set.level == SOL_SOCKET &&
                        (set.option == SO_RCVTIMEO_OLD || set.option == SO_RCVTIMEO_NEW);
    if (limits) return std::nullopt;
    last = record;
    last_at = at;
    at += record->size;
  }
  if (last == nullptr || at != log_->used.load() || log_->dropped.load() > 0) return std::nullopt;
  const ProbeEnter& call = enter_of(*last);
  const bool waits = last->returned == 0 && is_read(static_cast<Call>(last->call)) &&
                     last->datagram == 0 && (call.flags & MSG_DONTWAIT) == 0;
  if (!waits) return std::nullopt;
  return Reading{call.pid, call.fd, last_at};
}

}  // namespace stickylab
