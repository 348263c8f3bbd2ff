// The bar on a terminal, at most ten times a second; elsewhere nothing of it.
#pragma once

#include <chrono>
#include <string>

#include "client.hpp"
#include "service/progress.hpp"

namespace files {

class Bar {
 public:
  explicit Bar(std::string name);
  Client::Shown shown();
  void end();

 private:
  void draw(std::uint64_t written, std::uint64_t total, std::uint64_t resumed);

  std::string name_;
  bool on_terminal_;
  std::optional<service::Progress> progress_;
  service::Progress::Time drawn_{};
};

}  // namespace files
