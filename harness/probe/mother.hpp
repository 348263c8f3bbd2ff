// What the stage and a program that waits to be forked say to each other, over a socket of whole
// messages (SOCK_SEQPACKET, unix(7)).
#pragma once

#include <cstdint>

namespace stickylab {

/// Names the descriptor of that socket in the environment of a program.
inline constexpr char kMotherDescriptor[] = "STICKYLAB_MOTHER_FD";

enum class MotherWord : std::uint8_t {
  ready,      ///< of the program: it is about to accept for the first time, and can be forked
  fork,       ///< of the stage, with the descriptors of a child
  born,       ///< of the child, as it goes on
  no_longer,  ///< of the program: a child has changed what they share
};

/// The descriptors that come with `fork`, in this order.
enum MotherGift : std::uint8_t { kGiftInput, kGiftOutput, kGiftErrors, kGiftLog, kGifts };

}  // namespace stickylab
