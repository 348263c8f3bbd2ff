// What is taken from a README.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stickylab {

/// The items of the list under the heading `heading` of a lab's README. Commands that follow one
/// are more lines of it.
std::vector<std::string> list_under(std::string_view heading, const std::string& markdown);

}  // namespace stickylab
