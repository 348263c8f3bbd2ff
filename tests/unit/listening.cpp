#include "stage/socket/listening.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/system_error.hpp"
#include "process_by_hand.hpp"
#include "stage/process/run_folder.hpp"

using namespace stickylab;

namespace {

sockaddr* general(sockaddr_in& address) { return reinterpret_cast<sockaddr*>(&address); }

/// A socket of this process on 127.0.0.1, with a port of its own.
struct Bound {
  explicit Bound(int type) : fd(must(socket(AF_INET, type, 0), "socket")) {
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    must(bind(fd.get(), general(address), size), "bind");
    must(getsockname(fd.get(), general(address), &size), "getsockname");
  }
  std::uint16_t port() const { return ntohs(address.sin_port); }

  Fd fd;
  sockaddr_in address{};
  socklen_t size = sizeof address;
};

/// A socket of AF_UNIX of this process, at a path.
Fd bound_at(const std::string& path, int type) {
  Fd fd(must(socket(AF_UNIX, type, 0), "socket"));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  must(bind(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), "bind");
  return fd;
}

std::string local(std::uint16_t port) { return "127.0.0.1:" + std::to_string(port); }

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a TCP port is open once it is in LISTEN") {
    Bound server(SOCK_STREAM);
    CHECK(!OpenPorts(getpid()).find(Transport::tcp, server.port()));
    must(listen(server.fd.get(), 1), "listen");
    CHECK(OpenPorts(getpid()).find(Transport::tcp, server.port()) == local(server.port()));
    CHECK(OpenPorts(getpid()).find(std::nullopt, server.port()) == local(server.port()));
    CHECK(!OpenPorts(getpid()).find(Transport::udp, server.port()));
  }

  TEST_CASE("what another process listens on is not its") {
    Bound server(SOCK_STREAM);
    must(listen(server.fd.get(), 1), "listen");
    Pipe closed;
    const pid_t other = must(fork(), "fork");
    if (other == 0) {
      server.fd.reset();
      closed.write.reset();
      for (;;) pause();
    }
    closed.write.reset();
    char none = 0;
    must(static_cast<int>(read(closed.read.get(), &none, 1)), "read");  // 0: it has closed its copy
    const auto find = [&](pid_t pid) { return OpenPorts(pid).find(Transport::tcp, server.port()); };
    CHECK(!find(other));
    CHECK(find(getpid()));
    kill(other, SIGKILL);
    waitpid(other, nullptr, 0);
  }

  TEST_CASE("a UDP port is open once it is bound, and not for one peer only") {
    Bound server(SOCK_DGRAM);
    Bound peer(SOCK_DGRAM);
    CHECK(OpenPorts(getpid()).find(Transport::udp, server.port()) == local(server.port()));
    must(connect(server.fd.get(), general(peer.address), peer.size), "connect");
    CHECK(!OpenPorts(getpid()).find(Transport::udp, server.port()));
  }

  TEST_CASE("a path is open once its socket listens, or has no connections") {
    const RunFolder folder;
    const std::string path = folder.path() / "a socket";
    for (const int type : {SOCK_STREAM, SOCK_SEQPACKET}) {
      const Fd server = bound_at(path, type);
      CHECK(!OpenPorts(getpid()).has_path(path));
      must(listen(server.get(), 1), "listen");
      CHECK(OpenPorts(getpid()).has_path(path));
      CHECK(!OpenPorts(getpid()).has_path(folder.path() / "socket"));
      unlink(path.c_str());
    }
    const Fd server = bound_at(path, SOCK_DGRAM);
    CHECK(OpenPorts(getpid()).has_path(path));
  }

  TEST_CASE("a run's folder is there as long as the run, and a socket in it fits its address") {
    std::filesystem::path path;
    {
      const RunFolder folder;
      path = folder.path();
      CHECK(std::filesystem::is_directory(path));
      CHECK((path / "receiver").string().size() < sizeof(sockaddr_un::sun_path));
      std::ofstream(path / "left") << "behind";
    }
    CHECK(!std::filesystem::exists(path));
  }
}
