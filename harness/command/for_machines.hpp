// A trial in the forms that only machines read.
#pragma once

#include <optional>
#include <string>

#include "command/options.hpp"
#include "report/delivery_cases.hpp"

namespace stickylab {

/// A test case for each group of deliveries; nothing for `text` and `json`.
inline std::optional<std::string> for_machines(const DeliveryCases& cases, Format format,
                                               Lang lang) {
  switch (format) {
    case Format::tap:
      return deliveries_tap(cases);
    case Format::junit:
      return deliveries_junit(cases);
    case Format::github:
      return deliveries_github(cases, lang);
    case Format::text:
    case Format::json:
      break;
  }
  return std::nullopt;
}

}  // namespace stickylab
