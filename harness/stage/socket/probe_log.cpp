#include "stage/socket/probe_log.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/utsname.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

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

/// The bytes that follow a record: its names, if it has any, then the payload.
std::size_t names_size(const ProbeRecord& record) {
  return (record.holds & kHoldsNames) != 0 ? sizeof(ProbeNames) : 0;
}

const char* behind(const ProbeRecord& record) { return reinterpret_cast<const char*>(&record + 1); }

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

SocketCall call_of(const ProbeRecord& record) {
  ProbeNames names{};
  std::memcpy(&names, behind(record), names_size(record));
  return {.call = static_cast<Call>(record.call),
          .pid = record.pid,
          .tid = record.tid,
          .fd = record.fd,
          .socket = number_of(record.socket),
          .made = number_of(names.made),
          .datagram = record.datagram != 0,
          .length = record.length,
          .flags = record.flags,
          .level = record.level,
          .option = record.option,
          .value = record.value,
          .queued = record.queued,
          .address = text_of(names.address),
          .own = text_of(names.own)};
}

EventData data_of(const ProbeRecord& record, std::int64_t start_ns) {
  if (record.returned == 0) return CallEntered{call_of(record)};
  CallReturned e;
  e.what = call_of(record);
  e.entered_ns = record.entered_ns - start_ns;
  e.result = record.result;
  e.error = record.error;
  e.bytes.assign(behind(record) + names_size(record), record.bytes);
  if ((record.holds & kHoldsTcp) != 0)
    e.tcp = TcpState{record.tcp[0], record.tcp[1], record.tcp[2], record.tcp[3], record.tcp[4]};
  return e;
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
  if (at + sizeof(ProbeRecord) > end) return nullptr;
  const char* base = reinterpret_cast<const char*>(log_);
  const auto* record = reinterpret_cast<const ProbeRecord*>(base + at);
  // The memory is the program's as well, and a program may write anywhere.
  const std::uint32_t size = record->size.load(std::memory_order_acquire);
  const bool sane = size >= sizeof(ProbeRecord) && size % 8 == 0 && size <= end - at &&
                    record->bytes + names_size(*record) <= size - sizeof(ProbeRecord) &&
                    record->call <= static_cast<std::uint8_t>(kLastCall);
  return sane ? record : nullptr;
}

std::vector<Event> ProbeLogFile::events(Actor who, std::int64_t start_ns) const {
  std::vector<Event> events;
  std::int64_t last_ns = 0;
  std::uint64_t at = sizeof(ProbeLog);
  while (const ProbeRecord* record = record_at(at)) {
    last_ns = record->time_ns - start_ns;
    events.push_back(
        {.time_ns = last_ns, .seq = 0, .who = who, .data = data_of(*record, start_ns)});
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
    const bool peek = (record->flags & MSG_PEEK) != 0;
    if (record->returned != 0 && is_read(static_cast<Call>(record->call)) && !peek &&
        record->result > 0)
      ++reads;
    at += record->size;
  }
  return reads;
}

std::optional<Reading> ProbeLogFile::reading() const {
  const ProbeRecord* last = nullptr;
  std::uint64_t last_at = 0;
  std::uint64_t at = sizeof(ProbeLog);
  while (const ProbeRecord* record = record_at(at)) {
    const bool limits = static_cast<Call>(record->call) == Call::setsockopt &&
                        record->level == SOL_SOCKET &&
                        (record->option == SO_RCVTIMEO_OLD || record->option == SO_RCVTIMEO_NEW);
    if (limits) return std::nullopt;
    last = record;
    last_at = at;
    at += record->size;
  }
  if (last == nullptr || at != log_->used.load() || log_->dropped.load() > 0) return std::nullopt;
  const bool waits = last->returned == 0 && is_read(static_cast<Call>(last->call)) &&
                     last->datagram == 0 && (last->flags & MSG_DONTWAIT) == 0;
  if (!waits) return std::nullopt;
  return Reading{last->pid, last->fd, last_at};
}

}  // namespace stickylab
