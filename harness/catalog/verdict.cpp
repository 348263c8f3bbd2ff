#include "catalog/verdict.hpp"

#include <algorithm>
#include <array>

#include "recording/names.hpp"

namespace stickylab {
namespace {

constexpr std::array<std::string_view, 10> kVerdicts = {"same",    "merged",      "torn",    "lost",
                                                        "garbled", "extra",       "stalled", "hang",
                                                        "crash",   "inconclusive"};
static_assert(kVerdicts.size() == static_cast<std::size_t>(Verdict::inconclusive) + 1);

constexpr std::array<std::string_view, 3> kTruths = {"true", "false", "depends"};
static_assert(kTruths.size() == static_cast<std::size_t>(Truth::depends) + 1);

}  // namespace

std::string_view verdict_name(Verdict verdict) { return name_in(kVerdicts, verdict); }

std::optional<Verdict> verdict_from_name(std::string_view name) {
  return value_in<Verdict>(kVerdicts, name);
}

std::string_view truth_name(Truth truth) { return name_in(kTruths, truth); }

std::optional<Truth> truth_from_name(std::string_view name) {
  return value_in<Truth>(kTruths, name);
}

}  // namespace stickylab
