#include "stage/tracer/system_call.hpp"

#include <sys/syscall.h>

namespace stickylab {
namespace {

constexpr Shape kShapes[] = {
    {.number = SYS_socket, .call = Call::socket},
    {.number = SYS_bind, .call = Call::bind, .address = 1},
    {.number = SYS_listen, .call = Call::listen, .value = 1},
    {.number = SYS_accept, .call = Call::accept},
    {.number = SYS_accept4, .call = Call::accept},
    {.number = SYS_connect, .call = Call::connect, .address = 1},
    {SYS_sendto, Call::sendto, 0, LeadsTo::bytes, 2, 3, 4},
    {SYS_sendmsg, Call::sendmsg, 0, LeadsTo::message, kNone, 2},
    {SYS_sendmmsg, Call::sendmmsg, 0, LeadsTo::messages, 2, 3},
    {SYS_write, Call::write, 0, LeadsTo::bytes, 2},
    {SYS_writev, Call::writev, 0, LeadsTo::parts, 2},
    {SYS_pwritev2, Call::pwritev2, 0, LeadsTo::parts, 2},
    {SYS_recvfrom, Call::recvfrom, 0, LeadsTo::bytes, 2, 3, 4},
    {SYS_recvmsg, Call::recvmsg, 0, LeadsTo::message, kNone, 2},
    {SYS_recvmmsg, Call::recvmmsg, 0, LeadsTo::messages, 2, 3},
    {SYS_read, Call::read, 0, LeadsTo::bytes, 2},
    {SYS_readv, Call::readv, 0, LeadsTo::parts, 2},
    {SYS_preadv2, Call::preadv2, 0, LeadsTo::parts, 2},
    {.number = SYS_shutdown, .call = Call::shutdown, .value = 1},
    {.number = SYS_close, .call = Call::close},
    {.number = SYS_setsockopt, .call = Call::setsockopt},
    {.number = SYS_ioctl, .call = Call::fionread},
    {.number = SYS_io_uring_setup, .call = Call::io_uring_setup},
    {.number = SYS_sendfile, .call = Call::sendfile, .length = 3},
    {.number = SYS_splice, .call = Call::splice, .fd = 2, .length = 4},
    {.number = SYS_splice, .call = Call::splice_from, .fd = 0, .length = 4},
};

}  // namespace

std::span<const Shape> shapes() { return kShapes; }

Call named_call(const Shape& shape, const SystemCall& made) {
  const bool plain = shape.address != kNone && made.arguments[4] == 0;
  if (plain && shape.call == Call::sendto) return Call::send;
  if (plain && shape.call == Call::recvfrom) return Call::recv;
  return shape.call;
}

}  // namespace stickylab
