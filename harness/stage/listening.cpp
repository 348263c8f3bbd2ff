#include "stage/listening.hpp"

#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <fstream>
#include <sstream>

namespace stickylab {
namespace {

/// A table of sockets and the state that makes one a server; include/net/tcp_states.h.
struct Table {
  const char* name;
  Transport transport;
  const char* state;
};
constexpr std::array<Table, 4> kTables = {{{"tcp", Transport::tcp, "0A"},  // TCP_LISTEN
                                           {"tcp6", Transport::tcp, "0A"},
                                           {"udp", Transport::udp, "07"},  // TCP_CLOSE
                                           {"udp6", Transport::udp, "07"}}};

std::uint32_t number(std::string_view hex) {
  std::uint32_t value = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
  return value;
}

/// An address as the kernel prints it: each 32 bits of it as a number of this machine.
std::string host_name(std::string_view hex) {
  std::array<std::uint32_t, 4> words{};
  for (std::size_t i = 0; i < words.size() && 8 * i < hex.size(); ++i)
    words.at(i) = number(hex.substr(8 * i, 8));
  char text[INET6_ADDRSTRLEN];
  const bool ipv4 = hex.size() == 8;
  inet_ntop(ipv4 ? AF_INET : AF_INET6, words.data(), text, sizeof text);
  return ipv4 ? text : "[" + std::string(text) + "]";
}

/// A line: `sl local_address rem_address st …`, addresses as hex HOST:PORT.
std::optional<std::string> find_in(const std::string& path, const char* state,
                                   std::optional<std::uint16_t> port) {
  std::ifstream table(path);
  std::string line;
  while (std::getline(table, line)) {
    std::istringstream fields(line);
    std::string slot, local, remote, st;
    fields >> slot >> local >> remote >> st;
    const std::size_t colon = local.rfind(':');
    if (colon == std::string::npos || st != state) continue;
    const std::uint32_t bound = number(std::string_view(local).substr(colon + 1));
    if (!port || bound == *port)
      return host_name(local.substr(0, colon)) + ":" + std::to_string(bound);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> open_address(pid_t pid, std::optional<Transport> transport,
                                        std::optional<std::uint16_t> port) {
  const std::string net = "/proc/" + std::to_string(pid) + "/net/";
  for (const Table& table : kTables) {
    if (transport && table.transport != *transport) continue;
    if (auto found = find_in(net + table.name, table.state, port)) return found;
  }
  return std::nullopt;
}

}  // namespace stickylab
