// Feeds a parser the bytes of a stream under every delivery: TCP may cut them anywhere. For a test
// of any framework; C++17, the standard library alone, one file to copy.
//
//   TEST_CASE("a line may come in any pieces") {
//     stickylab::every_delivery("hello\r\nworld\r\n", [](const stickylab::Pieces& pieces) {
//       LineParser parser;  // a fresh one for each delivery
//       for (const std::string_view piece : pieces) parser.feed(piece);
//       return parser.lines();  // must be the same under each delivery
//     });
//   }
//
// The deliveries are those under which `stickylab try` tries a program, in the same order: whole,
// every single cut, fixed sizes, every pair of cuts, random cuts. What fails first is shrunk to as
// few cuts as fail, and thrown as a DeliveryFailure, whose what() each framework prints.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace stickylab {

/// The pieces of one delivery, as a range of std::string_view. Each piece is a block of its own,
/// which is freed when the next one comes, as the buffer of a `recv` is used again:
/// AddressSanitizer sees who reads past a piece, and who keeps a pointer into it. The caller keeps
/// `bytes`.
class Pieces {
 public:
  class Iterator;

  /// `cuts` are ascending offsets; those that are not inside the stream cut nothing.
  Pieces(std::string_view bytes, std::vector<std::size_t> cuts)
      : bytes_(bytes), ends_(std::move(cuts)) {
    const auto is_outside = [&](std::size_t at) { return at == 0 || at >= bytes_.size(); };
    ends_.erase(std::remove_if(ends_.begin(), ends_.end(), is_outside), ends_.end());
    if (!bytes_.empty()) ends_.push_back(bytes_.size());
  }

  Iterator begin() const;
  Iterator end() const;
  /// How many there are.
  std::size_t size() const { return ends_.size(); }

 private:
  std::string_view bytes_;
  std::vector<std::size_t> ends_;  // of the pieces
};

/// Owns the piece at which it stands.
class Pieces::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = std::string_view;
  using difference_type = std::ptrdiff_t;
  using pointer = const std::string_view*;
  using reference = std::string_view;

  Iterator(const Pieces& pieces, std::size_t at) : pieces_(&pieces), at_(at) { take(); }

  std::string_view operator*() const { return {piece_.get(), size_}; }
  Iterator& operator++() {
    ++at_;
    take();
    return *this;
  }
  friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }
  friend bool operator!=(const Iterator& a, const Iterator& b) { return a.at_ != b.at_; }

 private:
  void take() {
    piece_.reset();
    if (at_ == pieces_->ends_.size()) return;
    const std::size_t from = at_ == 0 ? 0 : pieces_->ends_[at_ - 1];
    size_ = pieces_->ends_[at_] - from;
    piece_.reset(new char[size_], std::default_delete<char[]>());
    std::copy_n(pieces_->bytes_.data() + from, size_, piece_.get());
  }

  const Pieces* pieces_;
  std::size_t at_;
  std::shared_ptr<char> piece_;
  std::size_t size_ = 0;
};

inline Pieces::Iterator Pieces::begin() const { return {*this, 0}; }
inline Pieces::Iterator Pieces::end() const { return {*this, ends_.size()}; }

/// Says under which delivery a parser fails, and how.
class DeliveryFailure : public std::runtime_error {
 public:
  DeliveryFailure(std::string schedule, std::string marked, const std::string& text)
      : std::runtime_error(text), schedule_(std::move(schedule)), marked_(std::move(marked)) {}

  /// Its schedule, as `stickylab try --schedule` takes it: cuts=3.
  const std::string& schedule() const { return schedule_; }
  /// The bytes around its cuts, with the cuts: hel|lo.
  const std::string& marked() const { return marked_; }

 private:
  std::string schedule_;
  std::string marked_;
};

/// Which deliveries there are: the harness of stickylab takes them from here, too.
namespace ways {

constexpr std::uint64_t kSeed = 1;
constexpr std::uint64_t kRandomSchedules = 16;
constexpr std::size_t kPairsUpTo = 64;  // bytes; in a longer stream pairs of cuts are random
constexpr std::size_t kRandomPairs = 64;
constexpr std::size_t kEachUpTo = 256;     // bytes; in a longer stream offsets are sampled
constexpr std::size_t kAtAnEdge = 32;      // offsets that are tried there
constexpr std::size_t kMostPieces = 4096;  // of one delivery

/// One way to cut a stream.
struct Way {
  enum class Kind : std::uint8_t { whole, every, at, random };
  Kind kind = Kind::whole;
  std::vector<std::size_t> at = {};  ///< ascending offsets
  std::uint64_t number = 0;          ///< the size of the pieces, or the seed
};

/// The line of a schedule: whole, every=K, cuts=A,B or random=SEED.
inline std::string print(const Way& way) {
  if (way.kind == Way::Kind::every) return "every=" + std::to_string(way.number);
  if (way.kind == Way::Kind::random) return "random=" + std::to_string(way.number);
  if (way.at.empty()) return "whole";
  std::string line = "cuts=";
  for (const std::size_t at : way.at) line += std::to_string(at) + ",";
  line.pop_back();
  return line;
}

/// Where a stream of `size` bytes is cut; a longer one at the same places, and then more.
inline std::vector<std::size_t> cuts(const Way& way, std::size_t size) {
  std::vector<std::size_t> cuts = way.at;
  if (way.kind == Way::Kind::every)
    for (std::size_t at = way.number; at < size; at += way.number) cuts.push_back(at);
  if (way.kind == Way::Kind::random) {
    std::mt19937_64 random(way.number);
    for (std::size_t at = 1; at < size; ++at)  // pieces of four bytes on average, then larger ones
      if (random() % std::max<std::size_t>(4, at / kEachUpTo) == 0) cuts.push_back(at);
  }
  return cuts;
}

/// The offsets below `size` at which something is tried: each one of at most `kEachUpTo`; else the
/// first, the last, and random ones between them.
inline std::vector<std::size_t> offsets(std::size_t size, std::uint64_t seed) {
  std::set<std::size_t> chosen;
  const std::size_t edge = size <= kEachUpTo ? size : kAtAnEdge;
  for (std::size_t i = 0; i < edge; ++i) chosen.insert({i, size - 1 - i});
  std::mt19937_64 random(seed);
  for (std::size_t i = 0; edge < size && i < kAtAnEdge; ++i) chosen.insert(random() % size);
  return {chosen.begin(), chosen.end()};
}

/// Gives `visit` every pair of cuts if there are at most `all_up_to` bytes, else some by chance,
/// until it returns false; then returns false as well.
template <class Visit>
bool each_pair(std::size_t size, std::size_t all_up_to, std::uint64_t seed, const Visit& visit) {
  if (size <= 2) return true;
  if (size <= all_up_to) {
    for (std::size_t a = 1; a < size; ++a)
      for (std::size_t b = a + 1; b < size; ++b)
        if (!visit(Way{Way::Kind::at, {a, b}})) return false;
    return true;
  }
  std::mt19937_64 random(seed);
  for (std::size_t i = 0; i < kRandomPairs; ++i) {
    const std::size_t a = 1 + random() % (size - 2);
    const std::size_t b = a + 1 + random() % (size - a - 1);
    if (!visit(Way{Way::Kind::at, {a, b}})) return false;
  }
  return true;
}

/// Gives `visit` each way to cut a stream of `size` bytes, the simplest first, until it returns
/// false.
template <class Visit>
void each_cut(std::size_t size, std::size_t pairs_up_to, std::uint64_t seed, const Visit& visit) {
  for (const std::size_t at : offsets(size, seed))
    if (at > 0 && !visit(Way{Way::Kind::at, {at}})) return;
  for (const std::uint64_t k : {1U, 2U, 3U, 5U, 7U, 100U, 1000U})
    if (k < size && size / k <= kMostPieces && (k < kAtAnEdge || size > kEachUpTo))
      if (!visit(Way{Way::Kind::every, {}, k})) return;
  if (!each_pair(size, pairs_up_to, seed, visit)) return;
  for (std::uint64_t i = 0; i < kRandomSchedules && size > 3; ++i)
    if (!visit(Way{Way::Kind::random, {}, seed + i})) return;
}

}  // namespace ways

/// How a failure is found, shrunk and written.
namespace failing {

/// Says what is wrong with what came of these pieces; empty if nothing is.
using Judge = std::function<std::string(const Pieces&)>;

inline void append(std::string& text, char byte, std::string_view escaped) {
  constexpr char kDigits[] = "0123456789abcdef";
  const auto value = static_cast<unsigned char>(byte);
  if (value >= 0x20 && value < 0x7f && byte != '\\' &&
      escaped.find(byte) == std::string_view::npos) {
    text += byte;
  } else {
    text += {'\\', 'x', kDigits[value / 16], kDigits[value % 16]};
  }
}

inline std::string in_quotes(std::string_view bytes) {
  std::string text = "\"";
  for (const char byte : bytes) append(text, byte, "\"");
  return text + "\"";
}

/// The bytes around the first cuts, with a | for each cut and ... for what is left out.
inline std::string marked(std::string_view bytes, const std::vector<std::size_t>& cuts) {
  constexpr std::size_t kAround = 24;
  constexpr std::size_t kMostCuts = 8;
  std::vector<std::size_t> shown(
      cuts.begin(), cuts.begin() + static_cast<std::ptrdiff_t>(std::min(cuts.size(), kMostCuts)));
  if (cuts.empty()) shown.push_back(0);
  std::string text;
  std::size_t next = 0;  // the first byte that is not written yet
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const std::size_t at = shown[i];
    const std::size_t from = std::max(next, at - std::min(at, kAround));
    if (from > next) text += "...";
    for (next = from; next < at; ++next) append(text, bytes[next], "|");
    if (!cuts.empty()) text += '|';
    const std::size_t limit = i + 1 < shown.size() ? shown[i + 1] : bytes.size();
    for (; next < std::min(limit, at + kAround); ++next) append(text, bytes[next], "|");
  }
  return next < bytes.size() ? text + "..." : text;
}

template <class T, class = void>
struct IsStreamable : std::false_type {};
template <class T>
struct IsStreamable<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<T>())>>
    : std::true_type {};
template <class T, class = void>
struct IsRange : std::false_type {};
template <class T>
struct IsRange<T, std::void_t<decltype(std::declval<const T&>().begin()),
                              decltype(std::declval<const T&>().end())>> : std::true_type {};

/// A value as a person reads it; numbers, text, what has a << and ranges of such.
template <class T>
std::string shown(const T& value) {
  if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return in_quotes(value);
  } else if constexpr (std::is_same_v<T, bool>) {
    return value ? "true" : "false";
  } else if constexpr (std::is_integral_v<T>) {
    return std::to_string(value);
  } else if constexpr (IsStreamable<const T&>::value) {
    std::ostringstream text;
    text << value;
    return text.str();
  } else if constexpr (IsRange<T>::value) {
    std::string text;
    for (const auto& one : value) text += (text.empty() ? "" : ", ") + failing::shown(one);
    return "[" + text + "]";
  } else {
    return "a value that has no <<";
  }
}

/// Leaves out cuts, first many at a time, while `fails` is true without them. None of those that
/// are left can be left out alone.
inline std::vector<std::size_t> shrunk(
    std::vector<std::size_t> cuts,
    const std::function<bool(const std::vector<std::size_t>&)>& fails) {
  std::size_t many = (cuts.size() + 1) / 2;
  while (many > 0) {
    bool smaller = false;
    for (std::size_t from = 0; from < cuts.size();) {
      std::vector<std::size_t> fewer(cuts.begin(),
                                     cuts.begin() + static_cast<std::ptrdiff_t>(from));
      for (std::size_t i = from + many; i < cuts.size(); ++i) fewer.push_back(cuts[i]);
      if (fails(fewer)) {
        cuts = std::move(fewer);
        smaller = true;
      } else {
        from += many;
      }
    }
    if (many > 1 || !smaller) many /= 2;
  }
  return cuts;
}

/// Shrinks the delivery `way`, which fails as `complaint` says, and throws it.
[[noreturn]] inline void report(std::string_view bytes, const ways::Way& way, std::string complaint,
                                const Judge& judge) {
  const std::vector<std::size_t> all = ways::cuts(way, bytes.size());
  const auto cuts = shrunk(all, [&](const std::vector<std::size_t>& fewer) {
    std::string said = judge(Pieces(bytes, fewer));
    if (said.empty()) return false;
    complaint = std::move(said);
    return true;
  });
  const bool is_shrunk = cuts.size() < all.size();
  const std::string schedule =
      is_shrunk ? ways::print({ways::Way::Kind::at, cuts}) : ways::print(way);
  const std::string marks = marked(bytes, cuts);
  throw DeliveryFailure(schedule, marks,
                        "fails under the delivery " + schedule +
                            (is_shrunk ? ", shrunk from " + ways::print(way) : "") + "\n  bytes: " +
                            marks + (cuts.empty() ? "" : " (cut at |)") + complaint);
}

/// Tries each delivery, and throws the first that fails. Returns how many there were.
inline std::size_t search(std::string_view bytes, const Judge& judge) {
  std::size_t tried = 0;
  const auto attempt = [&](const ways::Way& way) {
    ++tried;
    std::string complaint = judge(Pieces(bytes, ways::cuts(way, bytes.size())));
    if (!complaint.empty()) report(bytes, way, std::move(complaint), judge);
    return true;
  };
  attempt({});
  ways::each_cut(bytes.size(), ways::kPairsUpTo, ways::kSeed, attempt);
  return tried;
}

/// Calls `feed`, and gives to `judge` what it returned; a complaint if it threw.
template <class Feed, class JudgeValue>
std::string judged(Feed& feed, const Pieces& pieces, const JudgeValue& judge) {
  try {
    return judge(feed(pieces));
  } catch (const std::exception& error) {
    return std::string("\n  threw: ") + error.what();
  } catch (...) {
    return "\n  threw something that is no std::exception";
  }
}

}  // namespace failing

/// Calls `feed(pieces)` once for each delivery of `bytes`. `feed` makes a fresh parser, gives it
/// each piece, and returns what was understood: nothing, a bool (false: wrong), or a value with ==,
/// which must be the same under each delivery as it is for the whole. To throw is to fail. Returns
/// how many deliveries there were; throws DeliveryFailure for the first that fails, shrunk.
///
/// What a framework asserts inside `feed` without throwing is not seen here: return it instead.
template <class Feed>
std::size_t every_delivery(std::string_view bytes, Feed&& feed) {
  using Value = std::decay_t<std::invoke_result_t<Feed&, const Pieces&>>;
  if constexpr (std::is_void_v<Value>) {
    return failing::search(bytes, [&](const Pieces& pieces) {
      const auto call = [&](const Pieces& all) { return feed(all), true; };
      return failing::judged(call, pieces, [](bool) { return std::string(); });
    });
  } else if constexpr (std::is_same_v<Value, bool>) {
    return failing::search(bytes, [&](const Pieces& pieces) {
      return failing::judged(feed, pieces,
                             [](bool right) { return right ? "" : "\n  returned false"; });
    });
  } else {
    std::optional<Value> whole;  // the first delivery
    return failing::search(bytes, [&](const Pieces& pieces) {
      return failing::judged(feed, pieces, [&](Value value) -> std::string {
        if (!whole) return whole.emplace(std::move(value)), "";
        if (value == *whole) return "";
        return "\n  understood: " + failing::shown(value) +
               "\n  understood of the whole: " + failing::shown(*whole);
      });
    });
  }
}

/// The same where it is known what must be understood: `feed` must return a value that equals
/// `meant`.
template <class Meant, class Feed>
std::size_t every_delivery(std::string_view bytes, const Meant& meant, Feed&& feed) {
  return failing::search(bytes, [&](const Pieces& pieces) {
    return failing::judged(feed, pieces, [&](const auto& value) -> std::string {
      if (value == meant) return "";
      return "\n  understood: " + failing::shown(value) + "\n  meant: " + failing::shown(meant);
    });
  });
}

/// Calls `feed(pieces)` for streams that end early: after each number of bytes below all of them,
/// in one piece. `feed` gives it to a fresh parser, tells the parser that the stream has ended, and
/// returns the messages understood, as a range; or throws, because the stream ended inside a
/// message. Wrong is what `stickylab try` calls wrong: messages that are not the first ones of the
/// whole, and an end that is taken without an error although it brought no message beyond those of
/// an earlier one. (So a protocol whose messages may end at two places, as with an optional last
/// newline, or whose stream begins with what is no message, fails.) Returns how many ends there
/// were; throws DeliveryFailure for the first that is wrong.
template <class Feed>
std::size_t every_early_end(std::string_view bytes, Feed&& feed) {
  const auto whole = feed(Pieces(bytes, {}));
  std::optional<std::size_t> most;  // messages at an end that was taken
  const std::vector<std::size_t> ends = ways::offsets(bytes.size(), ways::kSeed);
  for (const std::size_t end : ends) {
    using Value = std::decay_t<decltype(whole)>;
    std::optional<Value> value;
    try {
      value.emplace(feed(Pieces(bytes.substr(0, end), {})));
    } catch (const std::exception&) {
      continue;
    }
    const auto count = static_cast<std::size_t>(std::distance(value->begin(), value->end()));
    const auto in_all = static_cast<std::size_t>(std::distance(whole.begin(), whole.end()));
    const bool begins = count <= in_all && std::equal(value->begin(), value->end(), whole.begin());
    if (begins && (!most || count > *most)) {
      most = count;
      continue;
    }
    const std::string schedule = "whole fin@" + std::to_string(end);
    const std::string marks = failing::marked(bytes.substr(0, end), {end});
    throw DeliveryFailure(
        schedule, marks,
        "fails under the delivery " + schedule + "\n  bytes: " + marks + " (the stream ends at |)" +
            (begins ? "\n  taken without an error, and no message more than at an earlier end"
                    : "\n  understood of the whole: " + failing::shown(whole)) +
            "\n  understood: " + failing::shown(*value));
  }
  return ends.size();
}

}  // namespace stickylab
