// The ports on which the programs of one host are to listen.
#pragma once

#include <cstdint>
#include <map>

#include "stage/stage.hpp"

namespace stickylab {

/// kPort for the first that asks, the next one for the next: on a host that nobody else uses all
/// are free.
class Ports {
 public:
  std::uint16_t of(Actor actor) {
    const auto next = static_cast<std::uint16_t>(kPort + ports_.size());
    return ports_.try_emplace(actor, next).first->second;
  }

 private:
  std::map<Actor, std::uint16_t> ports_;
};

}  // namespace stickylab
