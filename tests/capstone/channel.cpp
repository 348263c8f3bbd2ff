#include "service/channel.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "folder_by_hand.hpp"

using namespace service;

namespace {

// Two ends of a channel, and all that goes between them.
struct Pair {
  explicit Pair(SSL_CTX* server_context)
      : server(server_context, Channel::End::server),
        client(client_side.get(), Channel::End::client) {}

  // Carries what there is, `step` bytes at a time, until both are silent.
  void carry(std::size_t step) {
    while (true) {
      const std::string up = client.output();
      const std::string down = server.output();
      if (up.empty() && down.empty()) return;
      in_pieces(up, step, server, at_server);
      in_pieces(down, step, client, at_client);
    }
  }

  static void in_pieces(std::string_view bytes, std::size_t step, Channel& to, std::string& taken) {
    for (; !bytes.empty(); bytes.remove_prefix(std::min(step, bytes.size()))) {
      to.feed(bytes.substr(0, step), [&](std::string_view piece) { taken += piece; });
    }
  }

  SslContext client_side = client_context();
  Channel server;
  Channel client;
  std::string at_server;
  std::string at_client;
};

}  // namespace

TEST_CASE("a channel carries bytes both ways, however the network cuts them") {
  const Folder folder;
  const SslContext context = server_context(folder.path());
  for (const std::size_t step : {1ul, 2ul, 7ul, 1000ul, 1'000'000ul}) {
    Pair pair(context.get());
    pair.carry(step);
    REQUIRE(pair.client.is_secured());
    REQUIRE(pair.server.is_secured());
    const std::string much(100'000, 'x');
    pair.client.seal("hello");
    pair.server.seal(much);
    pair.carry(step);
    CHECK(pair.at_server == "hello");
    CHECK(pair.at_client == much);
    CHECK(!pair.server.has_ended());
    pair.client.say_end();
    pair.carry(step);
    CHECK(pair.server.has_ended());
  }
}

TEST_CASE("the client sees the fingerprint of the certificate, which stays") {
  const Folder folder;
  const SslContext first = server_context(folder.path());
  const SslContext again = server_context(folder.path());
  Pair pair(again.get());
  pair.carry(1000);
  CHECK(pair.client.peer_fingerprint() == fingerprint_of(first.get()));
  CHECK(pair.client.peer_fingerprint().starts_with("SHA256:"));
  CHECK(pair.client.peer_fingerprint().size() == 7 + 64);

  const Folder elsewhere;
  const SslContext other = server_context(elsewhere.path());
  CHECK(fingerprint_of(other.get()) != fingerprint_of(first.get()));
}

TEST_CASE("nobody but the owner can read the key") {
  const Folder folder;
  server_context(folder.path());
  struct stat key {};
  REQUIRE(stat((folder.path() / "key.pem").c_str(), &key) == 0);
  CHECK((key.st_mode & 0777) == 0600);
}

TEST_CASE("a flipped bit ends the channel, and so does what is no TLS") {
  const Folder folder;
  const SslContext context = server_context(folder.path());
  Pair pair(context.get());
  pair.carry(1000);
  pair.client.seal("hello");
  std::string sealed = pair.client.output();
  sealed.back() ^= 1;
  const auto ignore = [](std::string_view) { FAIL("bytes came through"); };
  CHECK_THROWS_AS(pair.server.feed(sealed, ignore), TlsError);
  Channel fresh(context.get(), Channel::End::server);
  CHECK_THROWS_AS(fresh.feed("GET / HTTP/1.1\r\n\r\n", ignore), TlsError);
}

TEST_CASE("a server that speaks for another protocol is refused") {
  const Folder folder;
  const SslContext context = server_context(folder.path());
  const SslContext other(SSL_CTX_new(TLS_client_method()));
  Channel client(other.get(), Channel::End::client);
  SSL_CTX_set_alpn_protos(other.get(), reinterpret_cast<const unsigned char*>("\2h2"), 3);
  Channel second(other.get(), Channel::End::client);
  Channel server(context.get(), Channel::End::server);
  CHECK_THROWS_AS(server.feed(second.output(), [](std::string_view) {}), TlsError);
}
