// libuv: callbacks, and one buffer between them.
#include <uv.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

struct Receiver {
  uv_tcp_t listener{};
  uv_tcp_t connection{};
  std::string received;
  bool failed = false;
};

Receiver& receiver_of(void* handle) {
  return *static_cast<Receiver*>(static_cast<uv_handle_t*>(handle)->data);
}

std::size_t frame_size(const std::string& bytes) {
  std::size_t length = 0;
  for (int i = 0; i < 4; ++i) length = length << 8 | static_cast<unsigned char>(bytes[i]);
  return 4 + length;
}

void take_messages(std::string& received) {
  while (received.size() >= 4 && received.size() >= frame_size(received)) {
    const std::size_t size = frame_size(received);
    std::printf("message: %s\n", received.substr(4, size - 4).c_str());
    std::fflush(stdout);  // into a pipe, a line would wait for 4,096 bytes
    received.erase(0, size);
  }
}

void on_alloc(uv_handle_t*, std::size_t size, uv_buf_t* buffer) {
  *buffer = uv_buf_init(static_cast<char*>(std::malloc(size)), static_cast<unsigned>(size));
}

void on_read(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer) {
  Receiver& receiver = receiver_of(stream);
  if (size > 0) {
    receiver.received.append(buffer->base, static_cast<std::size_t>(size));
    take_messages(receiver.received);
  } else if (size < 0) {
    receiver.failed = size != UV_EOF || !receiver.received.empty();
    uv_close(reinterpret_cast<uv_handle_t*>(stream), nullptr);
  }
  std::free(buffer->base);
}

void on_connection(uv_stream_t* listener, int) {
  Receiver& receiver = receiver_of(listener);
  auto* connection = reinterpret_cast<uv_stream_t*>(&receiver.connection);
  uv_accept(listener, connection);
  uv_read_start(connection, on_alloc, on_read);
  uv_close(reinterpret_cast<uv_handle_t*>(listener), nullptr);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  Receiver receiver;
  uv_loop_t* loop = uv_default_loop();
  uv_tcp_init(loop, &receiver.listener);
  uv_tcp_init(loop, &receiver.connection);
  receiver.listener.data = receiver.connection.data = &receiver;
  sockaddr_in address{};
  uv_ip4_addr(argv[1], std::atoi(argv[2]), &address);
  uv_tcp_bind(&receiver.listener, reinterpret_cast<sockaddr*>(&address), 0);
  uv_listen(reinterpret_cast<uv_stream_t*>(&receiver.listener), 1, on_connection);
  uv_run(loop, UV_RUN_DEFAULT);
  return receiver.failed ? 1 : 0;
}
