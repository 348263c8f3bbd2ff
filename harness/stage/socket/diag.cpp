#include "stage/socket/diag.hpp"

#include <cstring>

namespace stickylab {

Diag::Diag()
    : netlink_(must(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG), "sock_diag")) {}

void Diag::answers(const std::function<bool(const nlmsghdr&)>& take) const {
  for (;;) {
    alignas(nlmsghdr) char answer[16'384];
    int left = must(static_cast<int>(recv(netlink_.get(), answer, sizeof answer, 0)), "sock_diag");
    for (auto* part = reinterpret_cast<nlmsghdr*>(answer); NLMSG_OK(part, left);
         part = NLMSG_NEXT(part, left))
      if (!take(*part)) return;
  }
}

void each_attribute(
    const nlmsghdr& part, std::size_t size,
    const std::function<void(int type, const char* value, std::size_t size)>& take) {
  const char* at = static_cast<const char*>(NLMSG_DATA(&part)) + NLMSG_ALIGN(size);
  const char* end = reinterpret_cast<const char*>(&part) + part.nlmsg_len;
  while (at + sizeof(nlattr) <= end) {
    nlattr head{};
    std::memcpy(&head, at, sizeof head);
    if (head.nla_len < sizeof head || head.nla_len > end - at) return;
    take(head.nla_type, at + NLA_HDRLEN, head.nla_len - NLA_HDRLEN);
    at += NLA_ALIGN(head.nla_len);
  }
}

}  // namespace stickylab
