#include "trace/tags.hpp"

#include <algorithm>

namespace stickylab {
namespace {

bool shares_its_side(const Cast& cast, Actor actor) {
  if (!is_program(actor)) return false;
  const Side side = cast.at(static_cast<std::size_t>(actor)).side;
  return std::count_if(cast.begin(), cast.end(),
                       [&](const CastMember& member) { return member.side == side; }) > 1;
}

}  // namespace

void tag_rows(std::vector<Row>& rows, const Cast& cast, const Connections& connections) {
  const bool several = connections.all().size() > 1;
  for (Row& row : rows) {
    if (shares_its_side(cast, row.lane)) row.tag = actor_name(cast, row.lane);
    if (!several || row.connection == 0) continue;
    row.tag += (row.tag.empty() ? "#" : " #") + std::to_string(row.connection);
  }
}

}  // namespace stickylab
