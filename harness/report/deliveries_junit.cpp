#include <fmt/format.h>

#include <algorithm>

#include "report/delivery_cases.hpp"
#include "report/xml.hpp"

namespace stickylab {
namespace {

std::string delivery_case_xml(const DeliveryCase& one) {
  const std::string head =
      fmt::format("<testcase classname=\"deliveries\" name=\"{}\" time=\"0\"", one.name);
  if (!one.skipped.empty())
    return fmt::format("{}><skipped message=\"{}\"/></testcase>\n", head, xml(one.skipped));
  if (!one.failed) return head + "/>\n";
  return fmt::format("{}>\n<failure message=\"{}\" type=\"{}\">{}</failure>\n</testcase>\n", head,
                     xml(one.failed->summary), one.failed->fault, xml_lines(one.failed->story));
}

}  // namespace

std::string deliveries_junit(const DeliveryCases& all) {
  std::string body;
  for (const DeliveryCase& one : all.cases) body += delivery_case_xml(one);
  const auto count = [&](auto is) { return std::ranges::count_if(all.cases, is); };
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
      "<testsuite name=\"stickylab try\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" "
      "time=\"{:.3f}\">\n<properties>\n{}{}</properties>\n{}</testsuite>\n</testsuites>\n",
      all.cases.size(), count([](const DeliveryCase& c) { return c.failed.has_value(); }),
      count([](const DeliveryCase& c) { return !c.skipped.empty(); }), all.seconds,
      property("planned", std::to_string(all.planned)), property("made", std::to_string(all.made)),
      body);
}

}  // namespace stickylab
