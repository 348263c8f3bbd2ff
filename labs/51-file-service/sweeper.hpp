// Parts that nobody goes on with are swept. Their age is told by a clock that no change
// of the date moves: since when the server has seen a part as it is. So one that lies
// there when the server starts is as if it were new.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "service/credit.hpp"

namespace files {

class Sweeper {
 public:
  static constexpr service::Millis kKept = std::chrono::hours{24};

  struct Part {
    std::string user;
    std::string name;
    auto operator<=>(const Part&) const = default;
  };
  // Parts below `root` that have not been written for so long. What cannot be read is
  // left out.
  std::vector<Part> old(const std::filesystem::path& root, service::Millis now);

 private:
  struct Seen {
    std::filesystem::file_time_type written;
    service::Millis since{};
  };
  std::map<Part, Seen> seen_;
};

}  // namespace files
