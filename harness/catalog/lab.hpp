// A lab as its folder states it: facts only.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/meant.hpp"
#include "catalog/network.hpp"
#include "catalog/numbers.hpp"
#include "catalog/teaching.hpp"
#include "catalog/text.hpp"
#include "catalog/verdict.hpp"
#include "recording/recording.hpp"
#include "schedule/mishap.hpp"

namespace stickylab {

enum class Transport : std::uint8_t {
  tcp,
  udp,
  local,  ///< AF_UNIX: a path on this machine, whichever stage
};

/// "tcp", "udp", "unix".
std::string_view transport_name(Transport transport);

/// A closed range of a number.
struct Range {
  double min = 0;
  double max = 0;
  bool holds(double x) const { return min <= x && x <= max; }
};

/// Under which deliveries of the stream (schedule/) a version gives `same`.
enum class Holds : std::uint8_t {
  not_stated,  ///< not tried
  everywhere,  ///< under all, and it ends with an error if the stream ends inside a message
  sometimes,   ///< under at least one, and not under at least one
  never,       ///< under none; of datagrams
};

using Ranges = std::map<Number, Range>;

/// The outcome that one version must show on one network.
struct Expected {
  Verdict verdict{};
  Ranges numbers;
  Holds holds{};
  std::set<Mishap::Kind> mishaps;  ///< that may befall its datagrams, and it holds
};

/// Something that a run must have shown: all of what is stated here.
struct Condition {
  std::string lab;  ///< its number
  Version run{};
  std::optional<Net> net;  ///< the only network on which it tells anything; empty: all
  std::optional<Verdict> verdict;
  Ranges numbers;
};

/// A claim of a document, and what would be seen if it were true.
struct Claim {
  std::string number;             ///< "3.54": its document, and which of its claims
  std::vector<std::string> from;  ///< lines of the document: "S3:225"
  Text says;
  Truth expected{};                 ///< the finding that was measured before
  std::vector<Condition> if_true;   ///< of labs' runs; none: a program of its own decides it
  std::string python;               ///< that program
  std::vector<std::string> prints;  ///< what it would print, line by line
};

/// A claim that no run can decide.
struct Undecidable {
  std::string number;
  std::vector<std::string> from;
  Text says;
  Text why;
};

struct Prediction {
  Text question;
  std::vector<Text> choices;
  int answer = 0;                ///< index into `choices`
  std::optional<Text> tempting;  ///< the reason why people choose another one
};

/// Something breaks in a capstone's broken version; its cure is learnt, made and proved there.
struct Cure {
  std::vector<std::string> from;  ///< lines of the documents
  Text breaks;
  std::string lab;   ///< the number of the lab that teaches it
  std::string file;  ///< the file that cures it, below labs/
  std::string test;  ///< the test that proves it, by its name
};

/// The parts of the course; report/text_words.hpp has their titles.
inline constexpr int kParts = 7;

struct Lab {
  std::string number;  ///< "01"
  std::string name;    ///< "two-writes-one-read"
  std::filesystem::path folder;
  int part = 1;  ///< its part of the course, from 1 to kParts
  Text title;
  Text symptom;
  Text why;
  Transport transport{};
  Meant meant;
  /// Bytes of length that its fixed sender sends before each message, big-endian, and 0 if nothing;
  /// absent if a receiver of somebody's own must do more than print what comes.
  std::optional<int> length_bytes;
  Prediction predict;
  Network network;
  std::map<Net, Expected> broken;  ///< an entry for each network
  std::map<Net, Expected> fixed;
  std::vector<std::string> compare;  ///< the rows of "How they differ"
  std::vector<std::string> from;     ///< lines of the documents: "S3:203"
  std::vector<Claim> claims;         ///< those that its runs decide
  std::vector<Cure> lessons;         ///< of a capstone, and none of a lab
  std::vector<std::string> wild;     ///< "repo/name#12 what happened"
  std::vector<std::string>
      includes;       ///< headers that its sources may include beside kit and system
  Teaching teaching;  ///< its learn.toml

  /// A whole system of the documents: its fixed version is a program of several files.
  bool is_capstone() const { return !lessons.empty(); }
};

/// Its neutral title; if it has none, its title.
inline const Text& topic_of(const Lab& lab) {
  return lab.teaching.topic ? *lab.teaching.topic : lab.title;
}

/// The outcome that a version of the lab must show on a network.
inline const Expected& expected_of(const Lab& lab, Version version, Net net) {
  return (version == Version::broken ? lab.broken : lab.fixed).at(net);
}

/// A trial of the lab delivers its stream in every way; else it runs the lab once, as it is.
inline bool is_delivered(const Lab& lab, Net net) {
  return expected_of(lab, Version::fixed, net).holds != Holds::not_stated;
}

/// "01-two-writes-one-read-broken": the lab's program, as it is called in bin/.
std::string program_name(const Lab& lab, Version version);

}  // namespace stickylab
