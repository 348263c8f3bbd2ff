// The verdicts on one run.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace stickylab {

enum class Verdict : std::uint8_t {
  same,          ///< the messages arrived as meant
  merged,        ///< several arrived as one
  torn,          ///< one arrived as several, or a part of it as the whole
  lost,          ///< some did not arrive
  garbled,       ///< bytes arrived that nobody meant as a message
  extra,         ///< messages arrived that nobody sent
  stalled,       ///< right, but a stated time too late
  hang,          ///< a program was still waiting at the deadline, or would for ever
  crash,         ///< a program was ended by a signal, or failed although the messages were right
  inconclusive,  ///< the lab's precondition is not in the recording, or it could not be observed
};

std::string_view verdict_name(Verdict verdict);
std::optional<Verdict> verdict_from_name(std::string_view name);

/// The standing of a claim.
enum class Truth : std::uint8_t { right, wrong, depends };

/// `true`, `false`, `depends`.
std::string_view truth_name(Truth truth);
std::optional<Truth> truth_from_name(std::string_view name);

}  // namespace stickylab
