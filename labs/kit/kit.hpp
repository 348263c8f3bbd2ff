// The kit: set-up and error handling that would stand in a lab's way. It hides no
// bytes: there is no read_message here, because reading a message is what the labs are
// about.
#pragma once

#include <sys/socket.h>

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace kit {

// Bytes, not text: a message may hold zeros, or end inside a character.
using Bytes = std::string_view;

// One end of a lab. It gets a connected socket (UDP: the receiver's is bound only, and
// the first datagram is there) and returns when it is done; the kit closes the socket.
using End = void (*)(int fd);

// The whole of main. With no arguments both ends run on this machine; with
// `receiver --listen HOST:PORT` or `sender --connect HOST:PORT` it is one of them; of
// AF_UNIX a path stands in the place of HOST:PORT.
// Returns the exit status: 0, 1 for a failed call, 2 for wrong usage.
int run_tcp(int argc, char** argv, End sender, End receiver);
int run_udp(int argc, char** argv, End sender, End receiver);
// By AF_UNIX; `type` is SOCK_STREAM or SOCK_SEQPACKET, which have connections, or
// SOCK_DGRAM.
int run_unix(int argc, char** argv, int type, End sender, End receiver);
// Several senders, one after the other, each with a connection of its own: the receiver
// is called for each. Where STICKYLAB_GATES=off there is only the last.
int run_tcp(int argc, char** argv, std::initializer_list<End> senders, End receiver);

// An end that gets a place instead of a socket, and makes its sockets itself: the
// listener binds, listens and accepts, as often as it likes; the caller, which starts
// when the listener is there, connects as often as it likes. They close what they made.
using At = void (*)(const sockaddr_storage& where);

// As run_tcp and run_udp; `type` is SOCK_STREAM or SOCK_DGRAM.
int run_at(int argc, char** argv, int type, At caller, At listener);
// connect(2) of a new stream socket.
int connect_to(const sockaddr_storage& where);

// send(2) once: at least one byte of any, perhaps not all. Returns how many.
std::size_t send_some(int fd, Bytes bytes);
// send(2) until the kernel has taken all bytes; once where there are none.
void send_all(int fd, Bytes bytes);

// recv(2) once: whatever is there, at most `size` bytes. 0: the peer has closed.
std::size_t receive_some(int fd, void* buffer, std::size_t size);
// recv(2) until `size` bytes are there. Less only where the peer closed before.
std::size_t receive_all(int fd, void* buffer, std::size_t size);
// recv(2) once, without waiting: nothing where nothing is there.
std::optional<std::size_t> receive_waiting(int fd, void* buffer, std::size_t size,
                                           int flags = 0);

// setsockopt(2) with an int, as in set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1).
void set_option(int fd, int level, int option, int value);

// What this end understood to be one message. Prints `message: TEXT`.
void got_message(Bytes bytes);

// The gates make a run the same every time, without sleeping. Both end with an error
// after ten seconds (never, where STICKYLAB_GATES=patient says that a person sets the
// pace), and step aside where STICKYLAB_GATES=off says that somebody else
// paces.

// The receiver is busy: returns when `size` bytes wait in its queue, or the peer
// closed. With SOCK_SEQPACKET these are the bytes of all messages that wait.
void until_queued(int fd, std::size_t size);
// The same for UDP: returns when `count` datagrams wait.
void until_datagrams(int fd, int count);
// Returns when `count` datagrams, or connections of a listening socket, have come: they
// wait, or there was no room for them.
void until_arrived(int fd, int count);

// The step gate: one end says that it has come to a point, the other waits for that.
// Ends that were started apart share none: then wait_for_step returns, and says so.
void step_done();
void wait_for_step();

// Prints `OPERATION: reason` (of errno) and ends the conversation, as `refuse` does.
[[noreturn]] void fail(const char* operation);
// Prints `what` as it is and ends the conversation: the peer did what the protocol
// forbids. If it was the last one, the exit status is 1.
[[noreturn]] void refuse(const char* what);

}  // namespace kit
