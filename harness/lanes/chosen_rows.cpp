#include "lanes/chosen_rows.hpp"

#include <algorithm>
#include <cstdlib>

#include "text/numerals.hpp"

namespace stickylab {
namespace {

bool is_of_wire(const Row& row) {
  return std::holds_alternative<PacketRow>(row.what) ||
         std::holds_alternative<HandshakeRow>(row.what);
}

/// Which of both lanes it stands in; what the harness did stands across all.
bool is_in(Only only, const Row& row) {
  if (only == Only::all || row.lane == kHarness) return true;
  return is_of_wire(row) == (only == Only::wire);
}

bool is_output(const Row& row) {
  const auto* print = std::get_if<PrintRow>(&row.what);
  return print && print->kind != PrintRow::Kind::message;
}

/// Reads the clock as a person does: a time that was read there means the row it stands at.
double read_ms(const Row& row, std::int64_t start_ns) {
  return std::strtod(clock_ms(row.time_ns - start_ns).c_str(), nullptr);
}

using Rows = std::vector<Row>;

Row left_out(Rows::const_iterator from, Rows::const_iterator to, LeftOutRow::Where where) {
  return {from->time_ns, std::prev(to)->until_ns, kHarness,
          LeftOutRow{static_cast<std::size_t>(to - from), where}};
}

Rows between(const Rows& rows, std::int64_t start_ns, const Excerpt& shown) {
  const auto first = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
    return !shown.from_ms || read_ms(row, start_ns) >= *shown.from_ms;
  });
  const auto end = std::find_if(first, rows.end(), [&](const Row& row) {
    return shown.to_ms && read_ms(row, start_ns) > *shown.to_ms;
  });
  Rows part;
  if (first != rows.begin())
    part.push_back(left_out(rows.begin(), first, LeftOutRow::Where::before));
  part.insert(part.end(), first, end);
  if (end != rows.end()) part.push_back(left_out(end, rows.end(), LeftOutRow::Where::after));
  return part;
}

}  // namespace

std::vector<Row> chosen_rows(const Trace& trace, std::int64_t start_ns, const Excerpt& shown) {
  Rows rows = only_of(shown.connection, trace.rows());
  std::erase_if(rows, [&](const Row& row) {
    return !is_in(shown.only, row) || (!shown.output && is_output(row));
  });
  return between(rows, start_ns, shown);
}

}  // namespace stickylab
