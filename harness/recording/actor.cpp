#include "recording/actor.hpp"

namespace stickylab {

const Cast& default_cast() {
  static const Cast cast = {{"sender", Side::left, ""}, {"receiver", Side::right, ""}};
  return cast;
}

std::string_view actor_name(const Cast& cast, Actor actor) {
  if (actor == kWire) return "wire";
  if (actor == kHarness) return "harness";
  return cast.at(static_cast<std::size_t>(actor)).name;
}

std::optional<Actor> actor_from_name(const Cast& cast, std::string_view name) {
  for (const Actor actor : {kWire, kHarness})
    if (actor_name(cast, actor) == name) return actor;
  for (std::size_t i = 0; i < cast.size(); ++i)
    if (cast[i].name == name) return static_cast<Actor>(i);
  return std::nullopt;
}

}  // namespace stickylab
