// The client's parts tell this: to the server, and to the person.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "clock.hpp"
#include "datagram.hpp"

namespace chat {

struct Told {
  enum class What : std::uint8_t {
    joined,
    left,
    heard,        // a friend (`who`) has said `text`
    delivered,    // the message of this number is shown at the friend's
    undelivered,  // nobody knows whether it is
    refused,      // join, say or format: `why`
    echoed,       // `text`
    formatted,    // `text`
    seconds,      // `text`: 4 bytes
    measured,     // `offset`
    unanswered,   // another request was given up
  };
  What what{};
  std::uint32_t number = 0;
  std::string who;
  std::string text;
  Refusal why{};
  Offset offset;
};

struct Line {
  std::function<void(Kind, std::uint32_t number, std::string_view body)> send;
  std::function<void(const Told&)> tell;
  std::function<Wall()> wall;
};

}  // namespace chat
