// Two messages of 5 bytes each over one connection, `hello` and `world`. The receiver
// lets libuv read. It is busy at first; when it starts to read, both have arrived.
#include <unistd.h>
#include <uv.h>

#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kMessage = 5;     // bytes
constexpr std::size_t kRoom = 1 << 16;  // bytes that libuv may read at a time

struct Inbox {
  uv_tcp_t stream{};
  std::string room = std::string(kRoom, '\0');
  std::string rest;  // the beginning of a message
  ssize_t end = 0;   // why no more comes: UV_EOF, or an error
};

Inbox& inbox_of(void* stream) {
  return *static_cast<Inbox*>(static_cast<uv_handle_t*>(stream)->data);
}

void give_room(uv_handle_t* stream, std::size_t, uv_buf_t* buffer) {
  std::string& room = inbox_of(stream).room;
  *buffer = uv_buf_init(room.data(), kRoom);
}

void take(Inbox& inbox, kit::Bytes bytes) {
  // libuv calls with what one read brought: keep it, and take out what is complete.
  std::string& rest = inbox.rest.append(bytes);
  while (rest.size() >= kMessage) {
    kit::got_message(rest.substr(0, kMessage));
    rest.erase(0, kMessage);
  }
}

void on_read(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer) {
  Inbox& inbox = inbox_of(stream);
  if (size > 0) take(inbox, {buffer->base, static_cast<std::size_t>(size)});
  if (size >= 0) return;  // 0: nothing was there
  inbox.end = size;
  uv_close(reinterpret_cast<uv_handle_t*>(stream), nullptr);
}

void check(ssize_t result) {
  if (result < 0) kit::refuse(uv_strerror(static_cast<int>(result)));
}

void sender(int fd) {
  kit::send_all(fd, "hello");
  kit::send_all(fd, "world");
}

void receiver(int fd) {
  kit::until_queued(fd, 2 * kMessage);
  Inbox inbox;
  uv_loop_t loop;
  check(uv_loop_init(&loop));
  check(uv_tcp_init(&loop, &inbox.stream));
  check(uv_tcp_open(&inbox.stream, dup(fd)));  // uv_close will close it
  inbox.stream.data = &inbox;
  auto* stream = reinterpret_cast<uv_stream_t*>(&inbox.stream);
  check(uv_read_start(stream, give_room, on_read));
  check(uv_run(&loop, UV_RUN_DEFAULT));
  check(uv_loop_close(&loop));
  if (inbox.end != UV_EOF) check(inbox.end);
  if (!inbox.rest.empty()) kit::refuse("the peer closed inside a message");
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, sender, receiver);
}
