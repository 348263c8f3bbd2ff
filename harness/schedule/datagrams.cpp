#include "schedule/datagrams.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include "stickylab/every_delivery.hpp"

namespace stickylab {
namespace {

using Kind = Mishap::Kind;
using Order = std::vector<std::size_t>;

bool is_lost(const std::vector<Mishap>& mishaps, std::size_t number) {
  return std::any_of(mishaps.begin(), mishaps.end(), [&](const Mishap& mishap) {
    return mishap.kind == Kind::lose && mishap.number == number;
  });
}

std::ptrdiff_t copies(const std::vector<Mishap>& mishaps, std::size_t number) {
  return std::count_if(mishaps.begin(), mishaps.end(), [&](const Mishap& mishap) {
    return mishap.kind == Kind::twice && mishap.number == number;
  });
}

/// Those that exist count: a line may name more datagrams than were sent.
void reorder(const Mishap& mishap, Order& order) {
  const auto at = std::find(order.begin(), order.end(), mishap.number);
  const auto other = std::find(order.begin(), order.end(), mishap.other);
  if (at == order.end()) return;
  if (mishap.kind == Kind::late) std::rotate(at, at + 1, order.end());
  if (mishap.kind == Kind::swap && other != order.end()) std::iter_swap(at, other);
}

/// Each single mishap, a kind after the other.
std::vector<Mishap> singles(std::size_t count, const Mishaps& kinds, std::uint64_t seed) {
  std::vector<Mishap> singles;
  for (const Kind kind : kinds)
    for (const std::size_t at : ways::offsets(count, seed)) {
      const Mishap one{kind, at + 1, kind == Kind::swap ? at + 2 : 0};
      // Of two neighbours that are swapped the first is late, and the last one always is.
      const std::size_t needs = kind == Kind::late ? at + 3 : std::max(one.number, one.other);
      if (needs <= count) singles.push_back(one);
    }
  return singles;
}

class Enumeration {
 public:
  explicit Enumeration(std::size_t count) : count_(count) {}

  /// Adds a delivery that is like none before it.
  void add(std::vector<Mishap> mishaps) {
    try {
      for (std::size_t n = 1; n <= mishaps.size(); ++n)
        check_last({mishaps.begin(), mishaps.begin() + static_cast<std::ptrdiff_t>(n)});
    } catch (const ScheduleError&) {
      return;
    }
    const Order order = arrivals(mishaps, count_);
    const bool is_nothing = order.empty() && mishaps.size() > 1;
    if (is_nothing || !seen_.insert(order).second) return;
    Schedule& schedule = schedules_.emplace_back();
    schedule.mishaps = std::move(mishaps);
  }

  void add_merged() { schedules_.emplace_back().stream.pacing = Pacing::merged; }

  std::vector<Schedule> take() { return std::move(schedules_); }

 private:
  const std::size_t count_;
  std::set<Order> seen_;
  std::vector<Schedule> schedules_;
};

}  // namespace

std::vector<std::size_t> arrivals(const std::vector<Mishap>& mishaps, std::size_t count) {
  Order order(count);
  std::iota(order.begin(), order.end(), std::size_t{1});
  for (const Kind kind : {Kind::swap, Kind::late})
    for (const Mishap& mishap : mishaps)
      if (mishap.kind == kind) reorder(mishap, order);
  Order arriving;
  for (const std::size_t number : order)
    if (!is_lost(mishaps, number))
      arriving.insert(arriving.end(), 1 + copies(mishaps, number), number);
  return arriving;
}

bool reorders(const std::vector<Mishap>& mishaps) {
  return std::any_of(mishaps.begin(), mishaps.end(), [](const Mishap& mishap) {
    return mishap.kind == Kind::swap || mishap.kind == Kind::late;
  });
}

std::vector<Schedule> datagram_deliveries(std::size_t count, const Mishaps& kinds,
                                          std::uint64_t seed) {
  Enumeration all(count);
  all.add({});
  all.add_merged();
  const std::vector<Mishap> single = singles(count, kinds, seed);
  for (const Mishap& mishap : single) all.add({mishap});
  std::mt19937_64 random(seed);
  const auto any = [&] { return single[random() % single.size()]; };
  if (single.size() * (single.size() - 1) / 2 <= kMishapPairs) {
    for (auto a = single.begin(); a != single.end(); ++a)
      for (auto b = a + 1; b != single.end(); ++b) all.add({*a, *b});
  } else {
    for (std::size_t i = 0; i < kMishapPairs; ++i) {
      const Mishap first = any();
      all.add({first, any()});
    }
  }
  for (std::size_t i = 0; i < kMishapTriples && single.size() > 2; ++i) {
    std::vector<Mishap> several;
    for (std::size_t n = 0; n < 3 + i % 2; ++n) several.push_back(any());
    all.add(std::move(several));
  }
  return all.take();
}

void check_for_datagrams(const Schedule& schedule, std::size_t count) {
  Schedule plain;
  plain.stream.pacing = schedule.stream.pacing;
  plain.mishaps = schedule.mishaps;
  if (plain != schedule)
    throw ScheduleError(
        {"schedule: this lab is about datagrams, which are not cut; write whole, whole merged, or "
         "lose=N, twice=N, swap=N,M and late=N",
         "送达方式：这个实验讲的是数据报，不会被切开；可以写 whole、whole merged，或者 lose=N、"
         "twice=N、swap=N,M、late=N"});
  for (const Mishap& mishap : schedule.mishaps)
    if (std::max(mishap.number, mishap.other) > count)
      throw ScheduleError({"schedule: \"{}\" names a datagram that there is not; sent: {}",
                           "送达方式：“{}”里的数据报不存在；实际发出：{}"},
                          print_mishaps({mishap}), count);
}

void check_for_stream(const Schedule& schedule) {
  if (!schedule.mishaps.empty())
    throw ScheduleError({"schedule: \"{}\" is for datagrams, and this lab is about a stream",
                         "送达方式：“{}”用于数据报，而这个实验讲的是字节流"},
                        print_mishaps(schedule.mishaps));
}

}  // namespace stickylab
