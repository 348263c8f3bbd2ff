// The programs that take part in a run, by their place in its cast.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stickylab {

/// A program of a run, by its place in the cast; or the wire, or the harness. Each event has one.
enum class Actor : std::uint8_t {};

inline constexpr Actor kWire{254};
inline constexpr Actor kHarness{255};

/// The default cast of two, which is that of every lab.
inline constexpr Actor kSender{0};
inline constexpr Actor kReceiver{1};

constexpr bool is_program(Actor actor) { return actor < kWire; }

/// The side of the wire on which a view shows an actor.
enum class Side : std::uint8_t { left, right };

/// A program of a run.
struct CastMember {
  std::string name;  ///< unique in its cast; none of `wire` and `harness`
  Side side{};
  std::string host;  ///< the address of its host, as text; empty if it is not known
  friend bool operator==(const CastMember&, const CastMember&) = default;
};

/// The programs of a run, in the order of their numbers; at most `kMostActors`.
using Cast = std::vector<CastMember>;
inline constexpr std::size_t kMostActors = 64;

/// `sender` on the left, `receiver` on the right.
const Cast& default_cast();

/// Gives its name in `cast`, or `wire` or `harness`. Throws std::out_of_range for an actor that the
/// cast does not have.
std::string_view actor_name(const Cast& cast, Actor actor);
/// The actor of that name, if there is one.
std::optional<Actor> actor_from_name(const Cast& cast, std::string_view name);

std::string_view side_name(Side side);
std::optional<Side> side_from_name(std::string_view name);

}  // namespace stickylab
