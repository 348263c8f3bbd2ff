// The names of the programs of a run, and of the wire between them.
#pragma once

#include "base/phrase.hpp"
#include "recording/actor.hpp"

namespace stickylab {

/// A name above a lane, a short one, and one for a sentence.
struct ActorWords {
  Phrase lane;
  Phrase tag;
  Phrase name;
};

inline constexpr ActorWords kSenderWords = {
    {"SENDER", "发送方"}, {"S", "发"}, {"sender", "发送方"}};
inline constexpr ActorWords kWireWords = {{"WIRE", "链路"}, {"W", "路"}, {"wire", "链路"}};
inline constexpr ActorWords kReceiverWords = {
    {"RECEIVER", "接收方"}, {"R", "收"}, {"receiver", "接收方"}};
inline constexpr ActorWords kHarnessWords = {
    {"HARNESS", "实验台"}, {"H", "台"}, {"harness", "实验台"}};

/// The words of an actor of the default cast.
constexpr const ActorWords& words_of(Actor actor) {
  if (actor == kHarness) return kHarnessWords;
  if (actor == kWire) return kWireWords;
  return actor == kSender ? kSenderWords : kReceiverWords;
}

}  // namespace stickylab
