#include "report/xml.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/payload.hpp"

namespace stickylab {

std::string xml(std::string_view line) {
  std::string text;
  for (const char c : visible_text(line)) {
    if (c == '&')
      text += "&amp;";
    else if (c == '<')
      text += "&lt;";
    else if (c == '>')
      text += "&gt;";
    else if (c == '"')
      text += "&quot;";
    else
      text += c;
  }
  return text;
}

std::string xml_lines(std::string_view lines) {
  std::string text;
  for (std::size_t end = 0; !lines.empty(); lines.remove_prefix(std::min(end + 1, lines.size()))) {
    end = std::min(lines.find('\n'), lines.size());
    text += xml(lines.substr(0, end)) + '\n';
  }
  return text;
}

std::string property(std::string_view name, std::string_view value) {
  return fmt::format("<property name=\"{}\" value=\"{}\"/>\n", name, xml(value));
}

}  // namespace stickylab
