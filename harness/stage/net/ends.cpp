#include "stage/net/ends.hpp"

namespace stickylab {
namespace {

Who other(Who who) { return who == Who::sender ? Who::receiver : Who::sender; }

}  // namespace

Who Ends::from(const ParsedPacket& packet) {
  const Port source{packet.protocol, packet.source};
  const Port destination{packet.protocol, packet.destination};
  if (!owners_.contains(source)) {
    const auto peer = owners_.find(destination);
    owners_[source] = other(peer == owners_.end() ? first_ : peer->second);
  }
  const Who from = owners_.at(source);
  owners_.try_emplace(destination, other(from));
  return from;
}

}  // namespace stickylab
