#include "catalog/numbers.hpp"

#include <algorithm>
#include <array>

namespace stickylab {
namespace {

struct Entry {
  Number number;
  std::string_view name;
  Unit unit;
};

constexpr auto kNumbers = std::to_array<Entry>({
    {Number::accepted, "accepted", Unit::count},
    {Number::connect_ms, "connect_ms", Unit::ms},
    {Number::dropped, "dropped", Unit::count},
    {Number::elapsed_ms, "elapsed_ms", Unit::ms},
    {Number::empty_reads, "empty_reads", Unit::count},
    {Number::exchange_ms, "exchange_ms", Unit::ms},
    {Number::exchanges, "exchanges", Unit::count},
    {Number::first_held_bytes, "first_held_bytes", Unit::bytes},
    {Number::first_read, "first_read", Unit::bytes},
    {Number::held_bytes, "held_bytes", Unit::bytes},
    {Number::held_ms, "held_ms", Unit::ms},
    {Number::largest_read, "largest_read", Unit::bytes},
    {Number::longest_read_ms, "longest_read_ms", Unit::ms},
    {Number::longest_write_ms, "longest_write_ms", Unit::ms},
    {Number::messages, "messages", Unit::count},
    {Number::reading_us, "reading_us", Unit::us},
    {Number::reads, "reads", Unit::count},
    {Number::segments, "segments", Unit::count},
    {Number::shortest_exchange_ms, "shortest_exchange_ms", Unit::ms},
    {Number::unacked, "unacked", Unit::count},
    {Number::writes, "writes", Unit::count},
});

/// Each number stands at its own place, and their names are in order.
consteval bool is_in_order() {
  for (std::size_t i = 0; i < kNumbers.size(); ++i) {
    if (static_cast<std::size_t>(kNumbers.at(i).number) != i) return false;
    if (i > 0 && kNumbers.at(i - 1).name >= kNumbers.at(i).name) return false;
  }
  return true;
}
static_assert(is_in_order());
static_assert(kNumbers.size() == static_cast<std::size_t>(Number::writes) + 1);

const Entry& entry_of(Number number) { return kNumbers.at(static_cast<std::size_t>(number)); }

}  // namespace

std::string_view number_name(Number number) { return entry_of(number).name; }

std::optional<Number> number_from_name(std::string_view name) {
  const auto* found = std::find_if(kNumbers.begin(), kNumbers.end(),
                                   [&](const Entry& entry) { return entry.name == name; });
  if (found == kNumbers.end()) return std::nullopt;
  return found->number;
}

Unit unit_of(Number number) { return entry_of(number).unit; }

bool is_row_name(std::string_view name) {
  return name == kVerdictRow || name == kEndingRow || number_from_name(name).has_value();
}

}  // namespace stickylab
