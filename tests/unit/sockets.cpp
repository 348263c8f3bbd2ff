#include "probe/sockets.hpp"

#include <doctest/doctest.h>
#include <sys/un.h>

#include <array>
#include <string>

#include "base/system_error.hpp"
#include "probe/fields.hpp"

using namespace stickylab;

namespace {

/// As a run at a path asks for it.
struct Asking {
  Asking() { reports_local = true; }
  ~Asking() { reports_local = false; }
  Asking(const Asking&) = delete;
  Asking& operator=(const Asking&) = delete;
};

Fd socket_at(int domain, int type) { return Fd(must(socket(domain, type, 0), "socket")); }

/// The client of a server with an abstract name of its own.
struct Called {
  explicit Called(int type) : server(socket_at(AF_UNIX, type)), client(socket_at(AF_UNIX, type)) {
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    auto* const general = reinterpret_cast<sockaddr*>(&name);
    must(bind(server.get(), general, sizeof name.sun_family), "bind");  // unix(7), autobind
    socklen_t size = sizeof name;
    must(getsockname(server.get(), general, &size), "getsockname");
    must(listen(server.get(), 1), "listen");
    must(connect(client.get(), general, size), "connect");
  }
  Fd server;
  Fd client;
};

std::string path_of(const sockaddr_un& name, std::size_t length) {
  char path[112] = "before";
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
  return put_path(path, reinterpret_cast<const sockaddr*>(&name), size) ? path : "none";
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the kernel tells the type of a socket of AF_UNIX, which has no protocol") {
    const Asking asking;
    CHECK(ask_kind(socket_at(AF_UNIX, SOCK_STREAM).get()) == Kind::local_stream);
    CHECK(ask_kind(socket_at(AF_UNIX, SOCK_SEQPACKET).get()) == Kind::local_seqpacket);
    CHECK(ask_kind(socket_at(AF_UNIX, SOCK_DGRAM).get()) == Kind::local_datagram);
    CHECK(ask_kind(Called(SOCK_STREAM).client.get()) == Kind::local_stream);
    CHECK(ask_kind(Called(SOCK_SEQPACKET).client.get()) == Kind::local_seqpacket);
    CHECK(ask_kind(socket_at(AF_INET, SOCK_STREAM).get()) == Kind::tcp);
    CHECK(ask_kind(socket_at(AF_INET6, SOCK_DGRAM).get()) == Kind::udp);
    CHECK(kind_of(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0) == Kind::local_seqpacket);
    CHECK(kind_of(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0) == Kind::local_stream);
  }

  TEST_CASE("a pair that has no name is none of a run's sockets") {
    const Asking asking;
    std::array<int, 2> pair{};
    must(socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), "socketpair");
    const Fd one(pair[0]), other(pair[1]);
    CHECK(ask_kind(one.get()) == Kind::other);
  }

  TEST_CASE("where nobody asks for AF_UNIX it is left alone") {
    CHECK(ask_kind(socket_at(AF_UNIX, SOCK_STREAM).get()) == Kind::other);
    CHECK(kind_of(AF_UNIX, SOCK_STREAM, 0) == Kind::other);
    CHECK(ask_kind(socket_at(AF_INET, SOCK_STREAM).get()) == Kind::tcp);
  }

  TEST_CASE("the name of a socket of AF_UNIX is a path, an abstract name, or none") {
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    CHECK(path_of(name, 0).empty());
    std::string("/tmp/x").copy(name.sun_path, sizeof name.sun_path);
    CHECK(path_of(name, sizeof name.sun_path) == "/tmp/x");
    CHECK(path_of(name, 4) == "/tmp");
    std::string("\0x", 2).copy(name.sun_path, sizeof name.sun_path);
    CHECK(path_of(name, 2) == "@x");
    std::string(sizeof name.sun_path, 'x').copy(name.sun_path, sizeof name.sun_path);
    CHECK(path_of(name, sizeof name.sun_path) == std::string(sizeof name.sun_path, 'x'));
    name.sun_family = AF_INET;
    CHECK(path_of(name, 4) == "none");
  }
}
