#include "ladder.hpp"

#include <unistd.h>

#include <algorithm>
#include <string>

#include "fd.hpp"

namespace files {
namespace {

// False: the file ends before `to`.
bool digest_up_to(int fd, Step& step, std::uint64_t to, std::string& block) {
  while (step.at < to) {
    const std::size_t wanted = std::min<std::uint64_t>(block.size(), to - step.at);
    const ssize_t size = check(
        static_cast<int>(pread(fd, block.data(), wanted, static_cast<off_t>(step.at))));
    if (size == 0) return false;
    step.digest.add({block.data(), static_cast<std::size_t>(size)});
    step.at += static_cast<std::uint64_t>(size);
  }
  return true;
}

}  // namespace

std::vector<Step> climb(int fd, const std::vector<std::uint64_t>& places) {
  std::string block(service::kBlock, '\0');
  std::vector<Step> steps(1);
  Step step;
  for (const std::uint64_t place : places) {
    if (!digest_up_to(fd, step, place, block)) break;
    steps.push_back(step);
  }
  return steps;
}

const Step& last_agreeing(const std::vector<Step>& own, const service::Ladder& other) {
  const auto agrees = [&](const Step& step) {
    return step.at == 0 || std::ranges::any_of(other, [&](const service::Rung& rung) {
             return rung.at == step.at && rung.sha256 == step.digest.digest();
           });
  };
  return *std::find_if(own.rbegin(), own.rend(), agrees);
}

service::Json json_of(const std::vector<Step>& steps) {
  service::Json json = service::Json::array();
  for (const Step& step : steps) {
    if (step.at > 0) json.push_back({step.at, step.digest.digest()});
  }
  return json;
}

service::Ladder ladder_of(const service::Json& json) {
  const auto refuse = [] { throw service::Refusal("protocol", "that is no ladder"); };
  if (!json.is_array() || json.size() > service::kRungs + 1) refuse();
  service::Ladder ladder;
  for (const service::Json& rung : json) {
    if (!rung.is_array() || rung.size() != 2 || !rung[0].is_number_unsigned() ||
        !rung[1].is_string()) {
      refuse();
    }
    ladder.push_back({rung[0], rung[1]});
    const std::uint64_t below = ladder.size() < 2 ? 0 : ladder[ladder.size() - 2].at;
    if (ladder.back().at <= below || ladder.back().at > service::kLargest) refuse();
  }
  return ladder;
}

std::vector<std::uint64_t> places_of(const service::Ladder& ladder) {
  std::vector<std::uint64_t> places;
  for (const service::Rung& rung : ladder) places.push_back(rung.at);
  return places;
}

}  // namespace files
