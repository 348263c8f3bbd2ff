#include "service/connecting.hpp"

#include <netdb.h>

#include <memory>

namespace service {
namespace {

std::shared_ptr<addrinfo> look_up(const std::string& host, const std::string& port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int failed = getaddrinfo(host.c_str(), port.c_str(), &hints, &found);
  if (failed != 0) throw std::runtime_error(host + ": " + gai_strerror(failed));
  return {found, freeaddrinfo};
}

struct Connecting {
  uv_connect_t request{};
  int status = 1;  // not done
};

}  // namespace

void connect_to(uv_loop_t* loop, uv_tcp_t* tcp, const std::string& host, int port) {
  const auto place = look_up(host, std::to_string(port));
  Connecting connecting;
  connecting.request.data = &connecting;
  uv_tcp_connect(&connecting.request, tcp, place->ai_addr,
                 [](uv_connect_t* done, int status) {
                   static_cast<Connecting*>(done->data)->status = status;
                 });
  while (connecting.status == 1) uv_run(loop, UV_RUN_ONCE);
  if (connecting.status != 0) throw Lost(uv_strerror(connecting.status));
}

}  // namespace service
