#include "stage/process/call_in.hpp"

#include <fstream>
#include <sstream>

namespace stickylab {

std::optional<CallIn> call_in(const std::string& text) {
  std::istringstream file(text);
  CallIn call;
  file >> call.number >> std::hex;  // "running" is no number
  for (unsigned long& argument : call.arguments) file >> argument;
  return file && call.number >= 0 ? std::optional(call) : std::nullopt;
}

std::optional<CallIn> call_of(const std::filesystem::path& task) {
  std::ifstream file(task / "syscall");
  std::string text;
  std::getline(file, text);
  return call_in(text);
}

}  // namespace stickylab
