#include "stage/socket/listening.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "stage/process/usage.hpp"
#include "stage/socket/address.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

std::uint32_t number(std::string_view hex) {
  std::uint32_t value = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
  return value;
}

/// Tells a bound UDP socket from a connected one, by its state as /proc/net/udp prints it.
bool is_unconnected(std::string_view state) {
  return static_cast<SocketState>(number(state)) == SocketState::close;
}

/// An address as /proc/net/udp prints it: each 32 bits of it as a number of this machine.
std::string printed_endpoint(std::string_view hex, unsigned port) {
  std::array<std::uint32_t, 4> words{};
  for (std::size_t i = 0; i < words.size() && 8 * i < hex.size(); ++i)
    words.at(i) = number(hex.substr(8 * i, 8));
  return endpoint_text(hex.size() == 8 ? AF_INET : AF_INET6, words.data(), port);
}

/// A line of /proc/net/udp, proc(5), for a socket that is bound and not connected.
struct BoundUdp {
  std::string endpoint;
  std::uint16_t port = 0;
  std::uint32_t inode = 0;
};

/// `sl local_address rem_address st tx:rx tr:when retransmits uid timeout inode …`
std::optional<BoundUdp> bound_udp(const std::string& line) {
  std::istringstream fields(line);
  std::string slot, local, remote, state, queues, timer, retransmits, uid, timeout;
  std::uint32_t inode = 0;
  fields >> slot >> local >> remote >> state >> queues >> timer >> retransmits >> uid >> timeout >>
      inode;
  const std::size_t colon = local.rfind(':');
  if (colon == std::string::npos || !is_unconnected(state)) return std::nullopt;
  const std::uint32_t port = number(std::string_view(local).substr(colon + 1));
  return BoundUdp{printed_endpoint(local.substr(0, colon), port), static_cast<std::uint16_t>(port),
                  inode};
}

/// A line of /proc/net/unix, proc(5): `Num RefCount Protocol Flags Type St Inode Path`, all but the
/// path as hex, and the inode as decimal.
struct BoundLocal {
  std::string path;
  std::uint32_t inode = 0;
};

/// One that is open to others.
std::optional<BoundLocal> bound_local(const std::string& line) {
  constexpr std::uint32_t kListens = 0x10000;  // __SO_ACCEPTCON, linux/net.h
  std::istringstream fields(line);
  std::string slot, count, protocol, flags, type, state;
  BoundLocal bound;
  fields >> slot >> count >> protocol >> flags >> type >> state >> bound.inode >> std::ws;
  std::getline(fields, bound.path);
  const bool is_open = (number(flags) & kListens) != 0 || number(type) == SOCK_DGRAM;
  return is_open && !bound.path.empty() ? std::optional(bound) : std::nullopt;
}

}  // namespace

// On loopback a port that is meant for a program may for a moment be somebody else's; on any stage
// another program may be on its host.
bool has_open(pid_t pid, std::uint32_t inode) {
  const std::string name = "socket:[" + std::to_string(inode) + "]";
  std::error_code hidden;
  const fs::path folder = "/proc/" + std::to_string(pid) + "/fd";
  for (const auto& descriptor : fs::directory_iterator(folder, hidden)) {
    std::error_code gone;
    if (fs::read_symlink(descriptor, gone) == name) return true;
  }
  if (hidden) return hidden != std::errc::no_such_file_or_directory;
  const std::vector<pid_t> children = children_in_tasks(pid);
  return std::any_of(children.begin(), children.end(),
                     [&](pid_t child) { return has_open(child, inode); });
}

OpenPorts::OpenPorts(pid_t pid, std::function<std::vector<pid_t>()> adopted)
    : pid_(pid), adopted_(std::move(adopted)) {}

bool OpenPorts::has(std::uint32_t inode) const {
  if (has_open(pid_, inode)) return true;
  const std::vector<pid_t> adopted = adopted_();
  return std::any_of(adopted.begin(), adopted.end(),
                     [&](pid_t pid) { return has_open(pid, inode); });
}

std::optional<std::string> OpenPorts::find(std::optional<Transport> transport,
                                           std::optional<std::uint16_t> port) const {
  std::optional<std::string> found;
  if (transport != Transport::udp) {
    found = find_tcp(AF_INET, port);
    if (!found) found = find_tcp(AF_INET6, port);
  }
  if (found || transport == Transport::tcp) return found;
  found = find_udp("udp", port);
  return found ? found : find_udp("udp6", port);
}

bool OpenPorts::has_path(const std::string& path) const {
  std::ifstream lines("/proc/" + std::to_string(pid_) + "/net/unix");
  for (std::string line; std::getline(lines, line);) {
    const auto bound = bound_local(line);
    if (bound && bound->path == path && has(bound->inode)) return true;
  }
  return false;
}

std::optional<std::string> OpenPorts::find_tcp(unsigned char family,
                                               std::optional<std::uint16_t> port) const {
  for (const SockDiag::Socket& socket : diag_.all(family, bit(SocketState::listen))) {
    const std::uint16_t bound = ntohs(socket.is.id.idiag_sport);
    if ((!port || bound == *port) && has(socket.is.idiag_inode))
      return endpoint_text(family, socket.is.id.idiag_src, bound);
  }
  return std::nullopt;
}

/// Reads a table of proc(5). Not for TCP: its table goes through all connections of the machine,
/// which costs a millisecond.
std::optional<std::string> OpenPorts::find_udp(const std::string& table,
                                               std::optional<std::uint16_t> port) const {
  std::ifstream lines("/proc/" + std::to_string(pid_) + "/net/" + table);
  std::string line;
  while (std::getline(lines, line)) {
    const auto bound = bound_udp(line);
    if (bound && (!port || bound->port == *port) && has(bound->inode)) return bound->endpoint;
  }
  return std::nullopt;
}

}  // namespace stickylab
