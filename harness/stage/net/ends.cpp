#include "stage/net/ends.hpp"

namespace stickylab {
namespace {

Actor other(Actor who) { return who == kSender ? kReceiver : kSender; }

}  // namespace

Actor Ends::from(const ParsedPacket& packet) {
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
