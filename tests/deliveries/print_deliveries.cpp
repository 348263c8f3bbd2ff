// Prints each way to deliver streams of the sizes that are named, and where it cuts; then what is
// said of three failures of each.
#include <iostream>

#include "stickylab/every_delivery.hpp"

namespace {

/// Lets the parser fail that cannot have so many pieces of an odd size.
void print_failure(std::size_t size, std::size_t most) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * 7 % 256);
  try {
    stickylab::every_delivery(bytes, [&](const stickylab::Pieces& pieces) {
      std::size_t odd = 0;
      for (const std::string_view piece : pieces) odd += piece.size() % 2;
      return odd <= most;
    });
  } catch (const stickylab::DeliveryFailure& failure) {
    std::cout << failure.schedule() << ' ' << failure.marked() << '\n';
  }
}

}  // namespace

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i) {
    const std::size_t size = std::stoul(arguments[i]);
    std::cout << size << '\n';
    const auto print = [&](const stickylab::ways::Way& way) {
      std::cout << stickylab::ways::print(way) << ' ';
      for (const std::size_t at : stickylab::ways::cuts(way, size)) std::cout << at << ',';
      std::cout << '\n';
      return true;
    };
    print({});
    stickylab::ways::each_cut(size, stickylab::ways::kPairsUpTo, stickylab::ways::kSeed, print);
    for (const std::size_t most : {1U, 3U, 12U}) print_failure(size, most);
  }
}
