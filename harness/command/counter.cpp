#include "command/counter.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace stickylab {
namespace {

constexpr Phrase kDeliveries{"{0} of {1} deliveries", "送达方式 {0}/{1}"};
constexpr Phrase kRuns{"{0} of {1} runs", "已运行 {0}/{1} 次"};
constexpr std::chrono::milliseconds kOnTerminal{200};
constexpr std::chrono::seconds kElsewhere{10};

}  // namespace

Counter::Counter(Lang lang, What what)
    : lang_(lang),
      what_(what),
      terminal_(isatty(STDERR_FILENO) == 1),
      next_(Clock::now() + (terminal_ ? Clock::duration(kOnTerminal) : kElsewhere)) {}

void Counter::show(std::size_t made, std::size_t planned) {
  if (Clock::now() < next_) return;
  next_ = Clock::now() + (terminal_ ? Clock::duration(kOnTerminal) : kElsewhere);
  const std::string line =
      say(chosen(what_ == What::runs ? kRuns : kDeliveries), lang_, made, planned);
  fmt::print(stderr, "{}{}{}", terminal_ ? "\r\x1b[K" : "", line, terminal_ ? "" : "\n");
  shown_ = terminal_;
}

void Counter::clear() {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
  shown_ = false;
}

}  // namespace stickylab
