// Measures what it costs to find the bug of each wrong parser of the examples, and to find none.
#include <algorithm>
#include <chrono>
#include <iostream>

#include "parsers.hpp"
#include "stickylab/every_delivery.hpp"

namespace {

using namespace std::string_view_literals;

constexpr int kRuns = 1001;

template <class Work>
double median_us(const Work& work) {
  std::vector<double> took;
  for (int i = 0; i < kRuns; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    try {
      work();
    } catch (const stickylab::DeliveryFailure&) {
    }
    const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - begin;
    took.push_back(time.count());
  }
  std::nth_element(took.begin(), took.begin() + kRuns / 2, took.end());
  return took[kRuns / 2];
}

template <class Parser>
std::vector<std::string> understood(const stickylab::Pieces& pieces) {
  Parser parser;
  for (const std::string_view piece : pieces) parser.feed(piece);
  return parser.messages;
}

std::string joined(const stickylab::Pieces& pieces) {
  std::string all;
  for (const std::string_view piece : pieces) all += piece;
  return all;
}

}  // namespace

int main() {
  using stickylab::every_delivery;
  std::cout << "median of " << kRuns << ", in microseconds\nthe line parser's bug:   "
            << median_us([] { every_delivery("hello\r\nworld\r\n", understood<LineParser>); })
            << "\nthe length parser's bug: "
            << median_us([] { every_delivery("\0\5hello\0\5world"sv, understood<LengthParser>); })
            << "\nno bug, 14 bytes:        "
            << median_us([] { every_delivery("hello\r\nworld\r\n", joined); })
            << "\nno bug, 64 bytes:        "
            << median_us([] { every_delivery(std::string(64, 'x'), joined); }) << '\n';
}
