// Climbing a ladder of digests: both ends of a transfer find out from where it can
// resume. The files are read; so this is for a worker.
#pragma once

#include <cstdint>
#include <vector>

#include "service/digest.hpp"
#include "service/message.hpp"

namespace files {

// A beginning of a file: all below `at` has been digested.
struct Step {
  std::uint64_t at = 0;
  service::Sha256 digest;
};

// The beginnings of the file that end at these places, as far as the file goes. The
// first is the empty one.
std::vector<Step> climb(int fd, const std::vector<std::uint64_t>& places);

// The last of them that is a rung of the other end's ladder.
const Step& last_agreeing(const std::vector<Step>& own, const service::Ladder& other);

// A message carries it so: [[at, "digest"], ...]. The second throws Refusal.
service::Json json_of(const std::vector<Step>& steps);
service::Ladder ladder_of(const service::Json& json);
std::vector<std::uint64_t> places_of(const service::Ladder& ladder);

}  // namespace files
