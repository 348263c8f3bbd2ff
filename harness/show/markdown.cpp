#include "show/markdown.hpp"

#include <sstream>

namespace stickylab {

std::vector<std::string> list_under(std::string_view heading, const std::string& markdown) {
  std::vector<std::string> items;
  bool inside = false;
  bool command = false;
  std::istringstream lines(markdown);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) inside = line.substr(3) == heading;
    if (!inside || line.starts_with("## ")) continue;
    if (line.starts_with("```")) {
      command = !command;
    } else if (command) {
      if (!items.empty()) items.back() += '\n' + line;
    } else if (line.starts_with("- ")) {
      items.push_back(line.substr(2));
    } else if (line.starts_with("  ") && !items.empty()) {
      const std::string more = line.substr(2);
      const bool spaced = static_cast<unsigned char>(more.front()) < 0x80;
      items.back() += (spaced ? " " : "") + more;
    }
  }
  return items;
}

}  // namespace stickylab
