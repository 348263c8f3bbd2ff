#include <fmt/format.h>

#include <algorithm>

#include "report/delivery_cases.hpp"
#include "report/delivery_words.hpp"

namespace stickylab {
namespace {

/// A command is one line: what would end it, or one of its properties, is escaped.
std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text)
    if (special.find(c) == std::string_view::npos)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return out;
}

std::string escaped_value(std::string_view text) { return escaped(text, "%\r\n:,"); }
std::string escaped_message(std::string_view text) { return escaped(text, "%\r\n"); }

}  // namespace

std::string deliveries_github(const DeliveryCases& all, Lang lang) {
  std::string out;
  for (const DeliveryCase& one : all.cases)
    if (one.failed)
      out +=
          fmt::format("::error title={}::{}\n", escaped_value("stickylab: " + one.failed->summary),
                      escaped_message(one.failed->story));
  const auto skipped =
      std::ranges::count_if(all.cases, [](const DeliveryCase& c) { return !c.skipped.empty(); });
  const auto failed =
      std::ranges::count_if(all.cases, [](const DeliveryCase& c) { return c.failed.has_value(); });
  const std::string sum =
      say(kCasesSum, lang, std::ssize(all.cases) - skipped - failed, all.cases.size(), skipped);
  return out + "::notice title=stickylab::" + escaped_message(sum) + '\n';
}

}  // namespace stickylab
