#include <fmt/format.h>

#include "report/delivery_cases.hpp"
#include "report/yaml.hpp"

namespace stickylab {

std::string deliveries_tap(const DeliveryCases& all) {
  std::string out = fmt::format("TAP version 14\n1..{}\n", all.cases.size());
  int number = 0;
  for (const DeliveryCase& one : all.cases) {
    out += fmt::format("{}ok {} - {}", one.failed ? "not " : "", ++number, one.name);
    if (!one.skipped.empty()) out += " # SKIP " + one.skipped;
    out += '\n';
    if (!one.failed) continue;
    Yaml yaml(out);
    yaml.text("message", one.failed->summary);
    if (!one.failed->schedule.empty()) yaml.text("schedule", one.failed->schedule);
    yaml.text("fault", one.failed->fault);
    yaml.text("again", one.failed->again);
    yaml.block("story", one.failed->story);
  }
  return out;
}

}  // namespace stickylab
