// The numbers of an observation, in words.
#pragma once

#include <string>
#include <string_view>

#include "base/phrase.hpp"
#include "judge/observation.hpp"

namespace stickylab {

std::string number_text(Number number, Lang lang);

/// Names the subject of a row, as in `Difference::what`; a name that is not known stands for
/// itself.
std::string row_text(std::string_view name, Lang lang);

/// The value of a number, or a verdict, as a person reads it.
std::string value_text(std::string_view what, const std::string& value, Lang lang);

/// The value in a row of "How they differ", which may be the ending of `seen`.
std::string value_text(const Observation& seen, std::string_view what, const std::string& value,
                       Lang lang);

}  // namespace stickylab
