#include "command/shard.hpp"

#include <fmt/core.h>

#include <charconv>
#include <string>

#include "catalog/catalog.hpp"

namespace stickylab {
namespace {

/// Parses all of `text` as a number; 0 if it is not one.
int number_in(std::string_view text) {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stopped == end ? number : 0;
}

}  // namespace

bool Shard::has(const Lab& lab, int run) const {
  return (std::stoll(lab.number) + run) % count == number - 1;
}

Shard shard_from(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string_view count = text.substr(std::min(slash + 1, text.size()));
  const Shard shard{number_in(text.substr(0, slash)), number_in(count)};
  if (shard.number < 1 || shard.number > shard.count)
    throw InputError({"--shard {}: write K/N, K from 1 to N, as in 2/5",
                      "--shard {}：应写成 K/N，K 从 1 到 N，例如 2/5"},
                     text);
  return shard;
}

}  // namespace stickylab
