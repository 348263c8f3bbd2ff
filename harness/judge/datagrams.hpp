// What a receiver of datagrams can be asked for, and whether it did it. Pure functions.
//
// UDP loses datagrams, brings them twice, and in another order; it neither joins nor tears them. So
// of each datagram that the network brought, a receiver says the message; of one that was lost,
// none; of a copy it may say it again or not; and where the order is not the sender's, in any
// order. Whatever it says, it says whole. UDP has no end: a receiver that has said all this may
// wait for ever.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "judge/trial.hpp"
#include "schedule/datagrams.hpp"

namespace stickylab {

/// Takes from the recording of a relayed run the datagrams that its sender sent.
std::vector<std::string> sent_datagrams(const Recording& relayed);

/// What can be asked for under one delivery.
class Due {
 public:
  /// `meant` are the lab's messages, in so many datagrams. If those are as many, each has one.
  Due(std::vector<std::string> meant, std::size_t datagrams, const std::vector<Mishap>& mishaps);

  /// Whether these messages are right.
  bool is_met(const std::vector<std::string>& understood) const;
  /// Whether they are, or may be when more of them have been said.
  bool may_be_met(const std::vector<std::string>& understood) const;
  /// `same` if they are right.
  Verdict verdict(const std::vector<std::string>& understood) const;

 private:
  struct Bounds {
    std::ptrdiff_t least = 0;
    std::ptrdiff_t most = 0;
  };

  bool all_known(const std::vector<std::string>& understood) const;
  bool none_too_often(const std::vector<std::string>& understood) const;
  bool none_missing(const std::vector<std::string>& understood) const;
  bool in_order(const std::vector<std::string>& understood) const;

  std::vector<std::string> arriving_;  ///< messages, in the order in which they are brought
  std::vector<std::pair<std::string, Bounds>> bounds_;
  bool ordered_ = false;
};

/// Judges a delivery by a run in which the stage sent `datagrams`, or relayed them if the schedule
/// has no mishaps.
Attempt judge_datagrams(const std::vector<std::string>& meant,
                        const std::vector<std::string>& datagrams, const Schedule& schedule,
                        const Trace& trace);

/// Finds the first read that had not the room for its datagram, if the calls were seen.
std::optional<Crop> first_crop(const std::vector<std::string>& datagrams, const Trace& trace);

}  // namespace stickylab
