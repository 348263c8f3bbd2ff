// The bar on a terminal, at most ten times a second; elsewhere a line at the start, one
// every ten seconds, and one at the end.
#pragma once

#include <optional>
#include <string>

#include "client.hpp"
#include "service/progress.hpp"

namespace files {

class Bar : public Shown {
 public:
  explicit Bar(std::string name);

  void checking(std::uint64_t bytes) override;
  void written(std::uint64_t bytes, std::uint64_t total,
               std::uint64_t resumed) override;
  void end();

 private:
  void draw(const std::string& line) const;

  std::string name_;
  bool on_terminal_;
  bool is_full_ = false;
  std::optional<service::Progress> progress_;
  service::Progress::Time drawn_{};
};

}  // namespace files
