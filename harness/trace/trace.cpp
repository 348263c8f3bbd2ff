#include "trace/trace.hpp"

#include <optional>
#include <utility>

#include "trace/tags.hpp"

namespace stickylab {
namespace {

/// Calls `make` at the first use and keeps the result.
template <class T, class Make>
const T& once(std::optional<T>& made, const Make& make) {
  if (!made) made.emplace(make());
  return *made;
}

}  // namespace

struct Trace::Joined {
  std::optional<std::map<Actor, Calls>> calls;
  std::optional<Connections> connections;
  std::optional<Streams> streams;
  std::optional<Waits> waits;
  std::optional<std::vector<Row>> rows;
  std::optional<std::vector<Move>> moves;
};

Trace::Trace(Recording recording)
    : recording_(std::make_shared<const Recording>(std::move(recording))),
      joined_(std::make_shared<Joined>()) {}

const Calls& Trace::calls(Actor actor) const {
  static const Calls none;
  const auto& calls = once(joined_->calls, [this] { return calls_by_actor(*recording_); });
  const auto found = calls.find(actor);
  return found == calls.end() ? none : found->second;
}

const Connections& Trace::connections() const {
  return once(joined_->connections, [this] { return Connections(*recording_); });
}

const Streams& Trace::streams() const {
  return once(joined_->streams, [this] { return Streams(*recording_, connections()); });
}

const Waits& Trace::waits() const {
  return once(joined_->waits, [this] { return Waits(recording_, streams()); });
}

const std::vector<Row>& Trace::rows() const {
  return once(joined_->rows, [this] {
    std::vector<Row> rows = rows_of(recording_, streams());
    tag_rows(rows, info().cast, connections());
    return rows;
  });
}

const std::vector<Move>& Trace::moves() const {
  return once(joined_->moves, [this] { return moves_of(*recording_, streams()); });
}

}  // namespace stickylab
