#include "command/python.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <sstream>

#include "base/system_error.hpp"
#include "stage/process/containment.hpp"

namespace stickylab {
namespace {

constexpr std::uint64_t kLimitMs = 10'000;

std::string whole(const Fd& file) {
  std::string text(static_cast<std::size_t>(must(lseek(file.get(), 0, SEEK_END), "lseek")), '\0');
  must(pread(file.get(), text.data(), text.size(), 0), "read what the program printed");
  return text;
}

}  // namespace

Printed printed_by_python(const std::string& program, Children& children) {
  const Fd output(must(memfd_create("stickylab-printed", MFD_CLOEXEC), "memfd_create"));
  Printed printed;
  printed.status = children.run({"python3", "-I", "-c", program},
                                {.output = output.get(), .limit_ms = kLimitMs});
  end_children();
  std::istringstream text(whole(output));
  for (std::string line; std::getline(text, line);) printed.lines.push_back(line);
  return printed;
}

}  // namespace stickylab
