#include "trace/printed.hpp"

namespace stickylab {

std::string printed_by(const Trace& trace, Actor who, bool error) {
  std::string printed;
  for (const Event& event : trace.events())
    if (const auto* output = std::get_if<Output>(&event.data);
        output && event.who == who && output->error == error)
      printed += output->bytes;
  return printed;
}

std::string last_line(std::string printed) {
  while (printed.ends_with('\n')) printed.pop_back();
  return printed.substr(printed.rfind('\n') + 1);
}

}  // namespace stickylab
