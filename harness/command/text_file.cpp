#include "command/text_file.hpp"

#include <fstream>
#include <iostream>
#include <sstream>

#include "base/system_error.hpp"

namespace stickylab {
namespace fs = std::filesystem;

std::string read_file(const fs::path& name) {
  std::ostringstream text;
  text << std::ifstream(name).rdbuf();
  return text.str();
}

void write_file(const fs::path& name, const std::string& bytes) {
  std::ofstream file;
  if (name != "-") file.open(name, std::ios::binary);
  std::ostream& out = name == "-" ? std::cout : file;
  out << bytes;
  if (!out.flush()) throw_errno("write " + name.string());
}

}  // namespace stickylab
