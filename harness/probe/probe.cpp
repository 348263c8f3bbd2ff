// The probe: preloaded into a program under test (LD_PRELOAD, ld.so(8)), it stands before libc's
// socket calls and writes each call on a TCP or UDP socket into the log that the environment names.
// It keeps no table of descriptors: at each call the kernel is asked which socket a descriptor is,
// so that dup, fork, exec and descriptors from elsewhere need no care (probe/sockets.hpp).

#undef _FORTIFY_SOURCE  // it makes inline functions of read and recv, which are defined here

#include <stdarg.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "probe/report.hpp"

namespace stickylab {
namespace {

/// Maps the log that the environment names; null if it names none.
ProbeLog* map_log() {
  const char* number = secure_getenv(kProbeDescriptor);
  if (number == nullptr) return nullptr;
  const int fd = atoi(number);
  struct stat file;
  if (fstat(fd, &file) != 0 || file.st_size < static_cast<off_t>(sizeof(ProbeLog))) return nullptr;
  const auto size = static_cast<std::size_t>(file.st_size);
  void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (memory == MAP_FAILED) return nullptr;
  auto* log = static_cast<ProbeLog*>(memory);
  log_capacity = size;
  if (log->magic == kProbeMagic && log->capacity == size) return log;
  munmap(memory, size);
  return nullptr;
}

[[gnu::constructor]] void start() {
  const int before = errno;
  for (Function& function : functions) function.find();
  if (watch_forks()) the_log = map_log();
  errno = before;
}

/// Libraries declare one function in two ways, and a definition has to agree: glibc says that calls
/// which do not wait are noexcept, musl says it of none.
constexpr bool kSaysNoexcept = noexcept(::socket(0, 0, 0));

/// The second parameter of ioctl: unsigned long in glibc, int in musl.
template <class Request>
Request request_of(int (*ioctl)(int, Request, ...));
using IoctlRequest = decltype(request_of(::ioctl));

}  // namespace
}  // namespace stickylab

using stickylab::Call;
using stickylab::IoctlRequest;
using stickylab::kSaysNoexcept;
using stickylab::Report;

#pragma GCC visibility push(default)
extern "C" {

int socket(int domain, int type, int protocol) noexcept(kSaysNoexcept) {
  return Report(Call::socket, domain, type, protocol)
      .make<decltype(::socket)>(domain, type, protocol);
}

int bind(int fd, const sockaddr* address, socklen_t size) noexcept(kSaysNoexcept) {
  return Report(Call::bind, fd).to(address, size).make<decltype(::bind)>(fd, address, size);
}

int listen(int fd, int backlog) noexcept(kSaysNoexcept) {
  return Report(Call::listen, fd).value(backlog).make<decltype(::listen)>(fd, backlog);
}

int accept4(int fd, sockaddr* address, socklen_t* size, int flags) {
  return Report(Call::accept, fd).make<decltype(::accept4)>(fd, address, size, flags);
}

int accept(int fd, sockaddr* address, socklen_t* size) { return accept4(fd, address, size, 0); }

int connect(int fd, const sockaddr* address, socklen_t size) {
  return Report(Call::connect, fd).to(address, size).make<decltype(::connect)>(fd, address, size);
}

ssize_t send(int fd, const void* data, size_t size, int flags) {
  return Report(Call::send, fd)
      .bytes(data, size)
      .flags(flags)
      .make<decltype(::send)>(fd, data, size, flags);
}

ssize_t sendto(int fd, const void* data, size_t size, int flags, const sockaddr* address,
               socklen_t address_size) {
  return Report(Call::sendto, fd)
      .bytes(data, size)
      .flags(flags)
      .to(address, address_size)
      .make<decltype(::sendto)>(fd, data, size, flags, address, address_size);
}

ssize_t sendmsg(int fd, const msghdr* message, int flags) {
  return Report(Call::sendmsg, fd)
      .message(message)
      .flags(flags)
      .make<decltype(::sendmsg)>(fd, message, flags);
}

ssize_t write(int fd, const void* data, size_t size) {
  return Report(Call::write, fd).bytes(data, size).make<decltype(::write)>(fd, data, size);
}

ssize_t writev(int fd, const iovec* parts, int count) {
  return Report(Call::writev, fd).parts(parts, count).make<decltype(::writev)>(fd, parts, count);
}

ssize_t recv(int fd, void* data, size_t size, int flags) {
  return Report(Call::recv, fd)
      .bytes(data, size)
      .flags(flags)
      .make<decltype(::recv)>(fd, data, size, flags);
}

ssize_t recvfrom(int fd, void* data, size_t size, int flags, sockaddr* address,
                 socklen_t* address_size) {
  return Report(Call::recvfrom, fd)
      .bytes(data, size)
      .flags(flags)
      .from(address, address_size)
      .make<decltype(::recvfrom)>(fd, data, size, flags, address, address_size);
}

ssize_t recvmsg(int fd, msghdr* message, int flags) {
  return Report(Call::recvmsg, fd)
      .message(message)
      .flags(flags)
      .make<decltype(::recvmsg)>(fd, message, flags);
}

ssize_t read(int fd, void* data, size_t size) {
  return Report(Call::read, fd).bytes(data, size).make<decltype(::read)>(fd, data, size);
}

ssize_t readv(int fd, const iovec* parts, int count) {
  return Report(Call::readv, fd).parts(parts, count).make<decltype(::readv)>(fd, parts, count);
}

int shutdown(int fd, int how) noexcept(kSaysNoexcept) {
  return Report(Call::shutdown, fd).value(how).make<decltype(::shutdown)>(fd, how);
}

int close(int fd) { return Report(Call::close, fd).make<decltype(::close)>(fd); }

int setsockopt(int fd, int level, int option, const void* value,
               socklen_t size) noexcept(kSaysNoexcept) {
  return Report(Call::setsockopt, fd)
      .option(level, option, value, size)
      .make<decltype(::setsockopt)>(fd, level, option, value, size);
}

int ioctl(int fd, IoctlRequest request, ...) noexcept(kSaysNoexcept) {
  va_list arguments;
  va_start(arguments, request);
  void* argument = va_arg(arguments, void*);
  va_end(arguments);
  if (request != static_cast<IoctlRequest>(FIONREAD))
    return stickylab::libc<decltype(::ioctl)>(Call::fionread)(fd, request, argument);
  return Report(Call::fionread, fd)
      .gives(static_cast<const int*>(argument))
      .make<decltype(::ioctl)>(fd, request, argument);
}

// With -D_FORTIFY_SOURCE glibc turns the reads into these: `room` is the size of the buffer.

/// Glibc's own end for a program that would overrun a buffer; musl has none.
[[noreturn, gnu::weak]] void __chk_fail();

[[noreturn]] static void overrun() {
  if (__chk_fail != nullptr) __chk_fail();
  abort();
}

ssize_t __read_chk(int fd, void* data, size_t size, size_t room) {
  if (size > room) overrun();
  return read(fd, data, size);
}

ssize_t __recv_chk(int fd, void* data, size_t size, size_t room, int flags) {
  if (size > room) overrun();
  return recv(fd, data, size, flags);
}

ssize_t __recvfrom_chk(int fd, void* data, size_t size, size_t room, int flags, sockaddr* address,
                       socklen_t* address_size) {
  if (size > room) overrun();
  return recvfrom(fd, data, size, flags, address, address_size);
}

}  // extern "C"
#pragma GCC visibility pop
