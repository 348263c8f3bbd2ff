#include "stage/socket/deadlock.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "stage/process/containment.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

constexpr int kRestingChecks = 5;  // without a single time slice, before anything else is looked at

std::string proc(pid_t pid, const std::string& what) {
  return "/proc/" + std::to_string(pid) + "/" + what;
}

/// A connected TCP socket whose bytes are all read and acknowledged.
struct Idle {
  std::string own;
  std::string peer;
};

/// HOST:PORT as the tables print it; one of IPv4 that IPv6 carries as IPv4.
std::string plain(const std::string& endpoint) {
  constexpr std::string_view kMapped = "0000000000000000FFFF0000";
  return endpoint.starts_with(kMapped) ? endpoint.substr(kMapped.size()) : endpoint;
}

/// A line of /proc/net/tcp or tcp6, proc(5): `sl local remote st tx:rx tr:when retransmits uid
/// timeout inode`. tx is what was written and is not yet acknowledged, rx what has come and is not
/// yet read.
std::optional<Idle> idle_socket_in(std::istream& table, const std::string& inode) {
  constexpr char kEstablished[] = "01";  // SocketState::established
  constexpr char kNothing[] = "00000000:00000000";
  std::string line;
  while (std::getline(table, line)) {
    std::istringstream fields(line);
    std::string slot, own, peer, state, queues, timer, retransmits, uid, timeout, found;
    fields >> slot >> own >> peer >> state >> queues >> timer >> retransmits >> uid >> timeout >>
        found;
    if (found != inode) continue;
    if (state != kEstablished || queues != kNothing) return std::nullopt;
    return Idle{plain(own), plain(peer)};
  }
  return std::nullopt;
}

std::optional<Idle> idle_socket(pid_t pid, const std::string& inode) {
  for (const char* table : {"net/tcp", "net/tcp6"}) {
    std::ifstream lines(proc(pid, table));
    if (auto found = idle_socket_in(lines, inode)) return found;
  }
  return std::nullopt;
}

/// The inode of the socket that a descriptor is; empty if it is none.
std::string socket_inode(pid_t pid, int fd) {
  constexpr std::string_view kPrefix = "socket:[";
  std::error_code error;
  const std::string target = fs::read_symlink(proc(pid, "fd/" + std::to_string(fd)), error);
  if (error || !target.starts_with(kPrefix)) return {};
  return target.substr(kPrefix.size(), target.size() - kPrefix.size() - 1);
}

/// The number that a process has in its own pid namespace, which is what it reports.
int own_number(pid_t pid) {
  std::ifstream status(proc(pid, "status"));
  int number = pid;
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with("NSpid:")) continue;
    std::istringstream numbers(line.substr(6));
    while (numbers >> number) continue;
  }
  return number;
}

bool is_alone(pid_t pid) {
  std::error_code error;
  const auto threads =
      std::distance(fs::directory_iterator(proc(pid, "task"), error), fs::directory_iterator());
  return !error && threads == 1 && children_of(pid).empty();
}

/// The idle socket that the program blocks on, if everything observed confirms it.
std::optional<Idle> waits_at(const Deadlock::End& end, const std::optional<Reading>& reading) {
  if (!reading || reading->pid != own_number(end.pid) || !is_alone(end.pid)) return std::nullopt;
  return idle_socket(end.pid, socket_inode(end.pid, reading->fd));
}

}  // namespace

Deadlock::Deadlock(Loop& loop, const End& one, const End& other, std::function<void()> on_seen,
                   std::uint64_t check_ms)
    : one_{one, Stillness(one.pid)},
      other_{other, Stillness(other.pid)},
      on_seen_(std::move(on_seen)),
      timer_(loop, check_ms, check_ms, [this] { check(); }) {}

void Deadlock::check() {
  const int one_rests = one_.stillness.ticks();
  const int other_rests = other_.stillness.ticks();
  if (std::min(one_rests, other_rests) < kRestingChecks) return;
  one_.stillness.restart();
  other_.stillness.restart();
  if (is_deadlock()) on_seen_();
}

/// The first observation must hold at the end too: then it held all the while.
bool Deadlock::is_deadlock() {
  const auto ones = one_.end.log.reading();
  const auto others = other_.end.log.reading();
  const auto one = waits_at(one_.end, ones);
  const auto other = waits_at(other_.end, others);
  if (!one || !other || one->own != other->peer || one->peer != other->own) return false;
  return one_.stillness.ticks() > 0 && other_.stillness.ticks() > 0 &&
         one_.end.log.reading() == ones && other_.end.log.reading() == others;
}

}  // namespace stickylab
