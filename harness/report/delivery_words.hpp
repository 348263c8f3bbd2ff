// The words of a trial's test cases.
#pragma once

#include "base/phrase.hpp"

namespace stickylab {

inline constexpr Phrase kCaseLeftOut{"{0} of {1} deliveries were made",
                                     "{1} 种送达方式只试了 {0} 种"};
inline constexpr Phrase kCasesSum{
    "{0} of {1} groups of deliveries passed, {2} were not tried in full",
    "{1} 组送达方式中 {0} 组通过，{2} 组没有试完"};

}  // namespace stickylab
