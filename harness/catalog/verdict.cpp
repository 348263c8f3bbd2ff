#include "catalog/verdict.hpp"

#include <algorithm>
#include <array>

namespace stickylab {
namespace {

constexpr std::array<std::string_view, 10> kVerdicts = {"same",    "merged",      "torn",    "lost",
                                                        "garbled", "extra",       "stalled", "hang",
                                                        "crash",   "inconclusive"};
static_assert(kVerdicts.size() == static_cast<std::size_t>(Verdict::inconclusive) + 1);

constexpr std::array<std::string_view, 3> kTruths = {"true", "false", "depends"};
static_assert(kTruths.size() == static_cast<std::size_t>(Truth::depends) + 1);

}  // namespace

std::string_view verdict_name(Verdict verdict) {
  return kVerdicts.at(static_cast<std::size_t>(verdict));
}

std::optional<Verdict> verdict_from_name(std::string_view name) {
  const auto* found = std::find(kVerdicts.begin(), kVerdicts.end(), name);
  if (found == kVerdicts.end()) return std::nullopt;
  return static_cast<Verdict>(found - kVerdicts.begin());
}

std::string_view truth_name(Truth truth) { return kTruths.at(static_cast<std::size_t>(truth)); }

std::optional<Truth> truth_from_name(std::string_view name) {
  const auto* found = std::find(kTruths.begin(), kTruths.end(), name);
  if (found == kTruths.end()) return std::nullopt;
  return static_cast<Truth>(found - kTruths.begin());
}

}  // namespace stickylab
