// Three clients come to a server, one after the other. Each sends its name, 3 bytes,
// and closes. The server is busy until all three have come; then it takes them in turn.
#include <sys/socket.h>
#include <unistd.h>

#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kName = 3;  // bytes
constexpr int kClients = 3;

// The kernel lets as many wait for us; whoever finds no room gets no answer, and tries
// again after a second.
constexpr int kBacklog = 128;

int listen_at(const sockaddr_storage& where) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0) kit::fail("socket");
  kit::set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  const auto* place = reinterpret_cast<const sockaddr*>(&where);
  if (bind(fd, place, sizeof where) < 0) kit::fail("bind");
  if (listen(fd, kBacklog) < 0) kit::fail("listen");
  return fd;
}

void serve_next(int listening) {
  const int client = accept(listening, nullptr, nullptr);
  if (client < 0) kit::fail("accept");
  std::string name(kName, '\0');
  const std::size_t got = kit::receive_all(client, name.data(), kName);
  if (got < kName) kit::refuse("the peer closed inside a name");
  kit::got_message(name);
  close(client);
}

void server(const sockaddr_storage& where) {
  const int listening = listen_at(where);
  kit::until_arrived(listening, kClients);
  for (int i = 0; i < kClients; ++i) serve_next(listening);
  close(listening);
}

void clients(const sockaddr_storage& where) {
  for (const char* name : {"Ann", "Ben", "Eve"}) {
    const int fd = kit::connect_to(where);
    kit::send_all(fd, name);
    close(fd);
  }
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_at(argc, argv, SOCK_STREAM, clients, server);
}
