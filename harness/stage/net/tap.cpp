#include "stage/net/tap.hpp"

#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <sys/socket.h>

#include <cstring>
#include <ctime>

#include "base/clocks.hpp"

namespace stickylab {
namespace {

constexpr std::size_t kLongestFrame = 65'536 + 14;
constexpr int kQueueBytes = 8 << 20;  // several thousand frames

std::int64_t nanoseconds(const timespec& t) { return t.tv_sec * 1'000'000'000LL + t.tv_nsec; }

std::int64_t time_of(msghdr& message) {
  for (cmsghdr* c = CMSG_FIRSTHDR(&message); c != nullptr; c = CMSG_NXTHDR(&message, c)) {
    if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_TIMESTAMPNS) continue;
    timespec stamp{};
    std::memcpy(&stamp, CMSG_DATA(c), sizeof stamp);
    return nanoseconds(stamp) + read_clock_offset().ns;  // the kernel's is on CLOCK_REALTIME
  }
  return now_ns(CLOCK_MONOTONIC);
}

void set_option(int fd, int level, int option, int value, const char* name) {
  must(setsockopt(fd, level, option, &value, sizeof value), name);
}

}  // namespace

// The protocol is 0 until it is bound: nothing of other links comes in before.
Tap::Tap(int link, Sees sees)
    : fd_(must(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "packet socket")) {
  set_option(fd_.get(), SOL_PACKET, PACKET_IGNORE_OUTGOING, sees == Sees::incoming ? 1 : 0,
             "PACKET_IGNORE_OUTGOING");
  set_option(fd_.get(), SOL_SOCKET, SO_TIMESTAMPNS, 1, "SO_TIMESTAMPNS");
  if (const int size = kQueueBytes;
      setsockopt(fd_.get(), SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size) != 0)
    set_option(fd_.get(), SOL_SOCKET, SO_RCVBUF, kQueueBytes, "SO_RCVBUF");
  sockaddr_ll address{};
  address.sll_family = AF_PACKET;
  address.sll_protocol = htons(ETH_P_ALL);
  address.sll_ifindex = link;
  must(bind(fd_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address),
       "bind packet socket");
}

std::optional<TappedFrame> Tap::receive() {
  thread_local std::string buffer(kLongestFrame, '\0');
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(timespec))];
  iovec part{buffer.data(), buffer.size()};
  sockaddr_ll from{};
  msghdr message{};
  message.msg_name = &from;
  message.msg_namelen = sizeof from;
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  const ssize_t size = recvmsg(fd_.get(), &message, 0);
  if (size < 0) return std::nullopt;
  return TappedFrame{time_of(message), from.sll_pkttype == PACKET_OUTGOING,
                     buffer.substr(0, static_cast<std::size_t>(size))};
}

void Tap::send(const std::string& frame) {
  // A full device queue loses the frame, as a cable would: TCP sends it again.
  [[maybe_unused]] const auto sent = ::send(fd_.get(), frame.data(), frame.size(), 0);
}

unsigned Tap::missed() {
  tpacket_stats statistics{};
  socklen_t size = sizeof statistics;
  getsockopt(fd_.get(), SOL_PACKET, PACKET_STATISTICS, &statistics, &size);
  return statistics.tp_drops;
}

}  // namespace stickylab
