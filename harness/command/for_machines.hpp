// A trial in the forms that only machines read.
#pragma once

#include <optional>
#include <string>

#include "command/options.hpp"
#include "report/delivery_cases.hpp"

namespace stickylab {

/// A test case for each group of deliveries; nothing for `text` and `json`.
template <class AnyTrial>
std::optional<std::string> for_machines(const AnyTrial& trial, Format format, const View& view) {
  switch (format) {
    case Format::tap:
      return deliveries_tap(delivery_cases(trial, view));
    case Format::junit:
      return deliveries_junit(delivery_cases(trial, view));
    case Format::github:
      return deliveries_github(delivery_cases(trial, view), view.lang);
    case Format::text:
    case Format::json:
      break;
  }
  return std::nullopt;
}

}  // namespace stickylab
