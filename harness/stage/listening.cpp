#include "stage/listening.hpp"

#include <charconv>
#include <fstream>
#include <sstream>
#include <string>

namespace stickylab {
namespace {

constexpr char kListen[] = "0A";  // TCP_LISTEN, include/net/tcp_states.h

/// A line: `sl local_address rem_address st …`, addresses as hex HOST:PORT.
bool table_has(const std::string& path, std::uint16_t port, const char* state) {
  std::ifstream table(path);
  std::string line;
  while (std::getline(table, line)) {
    std::istringstream fields(line);
    std::string slot, local, remote, st;
    fields >> slot >> local >> remote >> st;
    const std::size_t colon = local.rfind(':');
    if (colon == std::string::npos || (state != nullptr && st != state)) continue;
    std::uint16_t bound = 0;
    std::from_chars(local.data() + colon + 1, local.data() + local.size(), bound, 16);
    if (bound == port) return true;
  }
  return false;
}

}  // namespace

bool is_listening(pid_t pid, Transport transport, std::uint16_t port) {
  const std::string net = "/proc/" + std::to_string(pid) + "/net/";
  if (transport == Transport::udp)
    return table_has(net + "udp", port, nullptr) || table_has(net + "udp6", port, nullptr);
  return table_has(net + "tcp", port, kListen) || table_has(net + "tcp6", port, kListen);
}

}  // namespace stickylab
