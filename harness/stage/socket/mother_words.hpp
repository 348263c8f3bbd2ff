// The stage's side of the talk with a program that waits to be forked.
#pragma once

#include <sys/types.h>

#include <array>
#include <optional>

#include "probe/mother.hpp"

namespace stickylab {

struct FromMother {
  MotherWord word{};
  pid_t from = 0;
};

/// Takes a message, with the process that it is from; none if there is none, or no more will come.
/// Its socket has SO_PASSCRED.
std::optional<FromMother> take_word(int channel);

/// Asks for a fork that has these descriptors, in the order of MotherGift. False if nobody is
/// there.
bool give_birth(int channel, const std::array<int, kGifts>& fds);

}  // namespace stickylab
