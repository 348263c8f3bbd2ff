// A socket for questions about sockets, sock_diag(7).
#pragma once

#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <sys/socket.h>

#include <cstdint>
#include <functional>

#include "base/system_error.hpp"

namespace stickylab {

/// Asks in the network namespace in which it was made. Throws std::system_error.
class Diag {
 public:
  Diag();

  /// `body` is a question of one family; with NLM_F_DUMP among the flags, about all its sockets.
  template <class Body>
  void ask(const Body& body, int flags = 0) const {
    struct {
      nlmsghdr header;
      Body body;
    } request{{.nlmsg_len = sizeof request,
               .nlmsg_type = SOCK_DIAG_BY_FAMILY,
               .nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags)},
              body};
    must(static_cast<int>(send(netlink_.get(), &request, sizeof request, 0)), "sock_diag");
  }

  /// Takes one part after the other, until `take` says that it was the last; an answer to
  /// NLM_F_DUMP must be taken whole, to leave none for the next question.
  void answers(const std::function<bool(const nlmsghdr&)>& take) const;

 private:
  Fd netlink_;
};

/// Takes the attributes of a part, which stand behind its first `size` bytes.
void each_attribute(const nlmsghdr& part, std::size_t size,
                    const std::function<void(int type, const char* value, std::size_t size)>& take);

}  // namespace stickylab
