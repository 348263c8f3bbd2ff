// A server runs commands whose first word it knows, without a shell; or, if its owner
// wants that, everything. Pure.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "order.hpp"
#include "service/message.hpp"

namespace commands {

class Allowed {
 public:
  using Names = std::set<std::string>;

  explicit Allowed(Names names) : names_(std::move(names)) {}
  static Allowed usual();
  // A line that is given to `sh`, too.
  static Allowed everything();

  bool has_shell() const {
    return has_shell_;
  }
  // Reads `argv` or `line`, `stdin` and `timeout_s`. Throws service::Refusal: "denied"
  // if it may not be run, "protocol" if it is none of these.
  Order order(service::Fields& fields) const;

 private:
  void check(const std::vector<std::string>& argv) const;

  Names names_;
  bool has_shell_ = false;
};

}  // namespace commands
