// A lab as its folder states it: facts only.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "catalog/verdict.hpp"
#include "recording/recording.hpp"

namespace stickylab {

/// A text for people, in both languages.
struct Text {
  std::string en;
  std::string zh;
};

enum class Transport : std::uint8_t { tcp, udp };

/// The precondition of a lab: what must be in the recording, or the run is inconclusive.
struct GateNone {};  ///< nothing: the phenomenon needs no luck
struct GateQueued {
  std::int64_t bytes = 0;
};  ///< the receiver's first read found that many bytes queued
struct GateQueuedAfterReply {
  std::int64_t bytes = 0;
};  ///< the receiver's first read after it had written found that many bytes queued
struct GateDatagrams {
  int count = 0;
};  ///< that many datagrams were queued before the first read
struct GateReadBeforeWrite {
  int write = 0;
};  ///< the receiver had read all there was before the sender's n-th write
struct GateReadBeforeClose {
  std::int64_t bytes = 0;
};                   ///< the receiver had read that many bytes before the sender ended the stream
struct GateOption {  ///< one end set a TCP option, at least so many times
  Actor who{};
  std::string name;  ///< "TCP_QUICKACK"
  int option = 0;
  int value = 0;
  int times = 1;
};
using Gate = std::variant<GateNone, GateQueued, GateQueuedAfterReply, GateDatagrams,
                          GateReadBeforeWrite, GateReadBeforeClose, GateOption>;

/// When a conversation counts as stalled. By time: the median of its exchanges, in ms, by how long
/// TCP held bytes where the wire shows that, else by how long an exchange took. By reads: how many
/// calls brought the receiver its bytes, where it is their number that costs the time.
/// Between the two thresholds nothing can be said, and the verdict is `inconclusive`.
struct Pace {
  enum class By : std::uint8_t { time_ms, reads } by = By::time_ms;
  double prompt_below = 0;
  double stalled_from = 0;
};

/// A closed range of a number.
struct Range {
  double min = 0;
  double max = 0;
  bool holds(double x) const { return min <= x && x <= max; }
};

/// Under which deliveries of the stream (schedule/) a version gives `same`.
enum class Holds : std::uint8_t {
  not_stated,  ///< not tried
  everywhere,  ///< under all, and it ends with an error where the stream ends inside a message
  sometimes,   ///< under at least one, and not under at least one
};

/// What one version must show on one network. Numbers by name (`messages`, `reads`, `writes`,
/// `segments`, `exchange_ms`, …: see judge/observation.hpp).
struct Expected {
  Verdict verdict{};
  std::map<std::string, Range> numbers;
  Holds holds{};
};

/// Something that a run must have shown: all of what is stated here.
struct Condition {
  std::string lab;  ///< its number
  Version run{};
  std::optional<Net> net;  ///< the only network on which it tells anything; empty: all
  std::optional<Verdict> verdict;
  std::map<std::string, Range> numbers;
};

/// What a document claims, and what would be seen, were it true.
struct Claim {
  std::string number;             ///< "3.54": its document, and which of its claims
  std::vector<std::string> from;  ///< lines of the document: "S3:225"
  Text says;
  Truth expected{};  ///< what was measured before
  std::vector<Condition> if_true;
};

struct Prediction {
  Text question;
  std::vector<Text> choices;
  int answer = 0;                ///< index into `choices`
  std::optional<Text> tempting;  ///< what makes people choose another one
};

struct Network {
  double rtt_ms = 0;
  int mtu = 1500;
};

/// The parts of the course; report/words.hpp has their titles.
inline constexpr int kParts = 3;

struct Lab {
  std::string number;  ///< "01"
  std::string name;    ///< "two-writes-one-read"
  std::filesystem::path folder;
  int part = 1;  ///< of the course, from 1 to kParts
  Text title;
  Text symptom;
  Text why;
  Transport transport{};
  std::vector<std::string> messages;  ///< the bytes that the sender means, one message each
  Gate gate;
  std::optional<Pace> pace;
  Prediction predict;
  Network network;
  std::map<Net, Expected> broken;  ///< an entry for each network
  std::map<Net, Expected> fixed;
  std::vector<std::string> compare;  ///< the rows of "How they differ"
  std::vector<std::string> from;     ///< lines of the documents: "S3:203"
  std::vector<Claim> claims;         ///< those that its runs decide
  std::vector<std::string> wild;     ///< "repo/name#12 what happened"
  std::vector<std::string>
      includes;  ///< headers that its sources may include beside kit and system
};

/// What a version of it must show on a network.
inline const Expected& expected_of(const Lab& lab, Version version, Net net) {
  return (version == Version::broken ? lab.broken : lab.fixed).at(net);
}

/// "01-two-writes-one-read-broken": the lab's program, as it is called in bin/.
std::string program_name(const Lab& lab, Version version);

}  // namespace stickylab
