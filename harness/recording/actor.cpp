#include "recording/actor.hpp"

namespace stickylab {

const Cast& default_cast() {
  static const Cast cast = {{"sender", Side::left}, {"receiver", Side::right}};
  return cast;
}

std::string_view actor_name(const Cast& cast, Actor actor) {
  if (actor == kWire) return "wire";
  if (actor == kHarness) return "harness";
  return cast.at(static_cast<std::size_t>(actor)).name;
}

}  // namespace stickylab
