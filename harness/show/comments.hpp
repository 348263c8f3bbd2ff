// The comments of a lab's code in Chinese.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace stickylab {

/// The source with its comments as `chinese` has them, by the words of a whole comment (see
/// `Teaching`); one that it lacks stays. A comment takes as many lines as before, so that each line
/// of code keeps its number.
std::string with_comments(std::string_view source,
                          const std::map<std::string, std::string>& chinese);

}  // namespace stickylab
