#include "stage/net/ends.hpp"

namespace stickylab {
namespace {

Actor other(Actor who) { return who == kSender ? kReceiver : kSender; }

}  // namespace

Actor Ends::from(const ParsedPacket& packet) {
  if (packet.icmp) {  // of the host that the packet was sent to
    const auto asked = owners_.find({packet.icmp->protocol, packet.icmp->quoted.from});
    return other(asked == owners_.end() ? first_ : asked->second);
  }
  const Port source{packet.protocol, packet.way.from};
  const Port destination{packet.protocol, packet.way.to};
  if (!owners_.contains(source)) {
    const auto peer = owners_.find(destination);
    owners_[source] = other(peer == owners_.end() ? first_ : peer->second);
  }
  const Actor from = owners_.at(source);
  owners_.try_emplace(destination, other(from));
  return from;
}

}  // namespace stickylab
