// The sockets of a player.
#pragma once

#include <netinet/in.h>

#include <cstdint>
#include <optional>
#include <string>

#include "base/system_error.hpp"
#include "stage/socket/address.hpp"

namespace stickylab {

/// A TCP socket of this network namespace, non-blocking.
Fd stream_socket();

/// A UDP socket of this network namespace, non-blocking.
Fd datagram_socket();

/// Throws std::system_error.
void connect_to(const Fd& socket, const Endpoint& place);

/// The same, naming `what` ("the relay").
void bind_to(const Fd& socket, const Endpoint& own, const std::string& what);

/// Its own address.
sockaddr_in name_of(const Fd& socket);

/// The other end's; none if it is not connected, or no longer.
std::optional<sockaddr_in> peer_of(const Fd& socket);

/// The kernel's number for it, SO_COOKIE of socket(7).
std::uint64_t cookie_of(const Fd& socket);

/// Sends what is written at once, as one segment if it fits: TCP_NODELAY, tcp(7).
void send_at_once(const Fd& socket);

/// Resets the connection: closes with SO_LINGER of 0, socket(7).
void reset_connection(Fd& socket);

/// A listener, non-blocking, in this network namespace; port 0: the kernel chooses one. Throws
/// std::system_error naming `what` ("the relay").
Fd listen_at(const Endpoint& endpoint, const std::string& what);

/// The next connection that waits, non-blocking, and who it is from; -1 if none does.
Fd accept_from(const Fd& listener, sockaddr_in& peer);

/// "192.0.2.1:8080"
std::string text_of(const sockaddr_in& address);

}  // namespace stickylab
