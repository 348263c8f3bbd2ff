// Text in XML. What XML cannot carry is written as `\xNN`.
#pragma once

#include <string>
#include <string_view>

namespace stickylab {

std::string xml(std::string_view line);
/// Several lines; newlines stay.
std::string xml_lines(std::string_view lines);
/// JUnit's `<property>`, on a line of its own.
std::string property(std::string_view name, std::string_view value);

}  // namespace stickylab
