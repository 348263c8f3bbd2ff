// libevent's bufferevent, with as large a read as the others have.
#include <arpa/inet.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>

#include "readers.hpp"

namespace readers {
namespace {

void on_read(bufferevent* connection, void* context) {
  auto& count = *static_cast<Count*>(context);
  evbuffer* input = bufferevent_get_input(connection);
  std::uint32_t length = 0;
  while (evbuffer_copyout(input, &length, sizeof length) == sizeof length) {
    const std::size_t size = sizeof length + ntohl(length);
    if (evbuffer_get_length(input) < size) return;
    // Where the body is; it moves only what does not lie in one piece.
    if (evbuffer_pullup(input, static_cast<ev_ssize_t>(size)) == nullptr) return;
    ++count.messages;
    count.bytes += size;
    evbuffer_drain(input, size);
  }
}

void on_event(bufferevent* connection, short, void*) {
  event_base_loopexit(bufferevent_get_base(connection), nullptr);
}

}  // namespace

Count libevent(int fd) {
  Count count;
  evutil_make_socket_nonblocking(fd);
  event_base* base = event_base_new();
  bufferevent* connection = bufferevent_socket_new(base, fd, 0);
  bufferevent_set_max_single_read(connection, kBuffer);
  bufferevent_setcb(connection, on_read, nullptr, on_event, &count);
  bufferevent_enable(connection, EV_READ);
  event_base_dispatch(base);
  bufferevent_free(connection);
  event_base_free(base);
  return count;
}

}  // namespace readers
