// Both versions play this: three messages to a friend, then the time. The server prints
// what it holds for the friend; the two people are in the sender's process.
#pragma once

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

#include "client.hpp"
#include "clock.hpp"
#include "loop.hpp"
#include "server.hpp"
#include "told.hpp"
#include "words.hpp"

namespace chat {

constexpr std::array<const char*, 3> kScript = {"hello", "are you there?", "bye"};

// Until all have left.
inline int receiver(const Place& place) {
  Loop loop;
  const auto held = [](std::string_view, const Said& said) {
    std::printf("message: %s\n", shown(said.text).c_str());
    std::fflush(stdout);
  };
  const Server server(loop, place, held, [&] { loop.stop(); });
  loop.run();
  return 0;
}

class Script {
 public:
  Script(Loop& loop, const Place& server)
      : loop_(loop),
        friend_(
            loop, server, [this](const Told& told) { friend_hears(told); },
            [this](int) { see_nobody(); }),
        speaker_(
            loop, server, [this](const Told& told) { speaker_hears(told); },
            [this](int) { see_nobody(); }) {}

  int run() {
    friend_.talk().join("taibai");
    friend_.step();
    loop_.run();
    return status_;
  }

 private:
  using What = Told::What;

  void friend_hears(const Told& told) {
    if (told.what == What::joined) {
      speaker_.talk().join("alex");
      speaker_.step();
    } else if (told.what == What::left) {
      speaker_.talk().leave();
      speaker_.step();
    } else if (told.what != What::heard) {
      fail();
    }
  }

  void speaker_hears(const Told& told) {
    if (told.what == What::joined) {
      for (const char* text : kScript) speaker_.talk().say({"taibai", text});
    } else if (told.what == What::delivered && ++delivered_ == kScript.size()) {
      speaker_.questions().measure();
    } else if (told.what == What::measured) {
      std::fprintf(stderr, "the server's clock: %s\n", text_of(told.offset).c_str());
      leaving_ = true;
      friend_.talk().leave();
      friend_.step();
    } else if (told.what == What::left) {
      loop_.stop();
    } else if (told.what != What::delivered) {
      fail();
    }
  }

  void fail() {
    status_ = 1;
    loop_.stop();
  }
  // The server ends when all have left: its last word may be lost.
  void see_nobody() {
    if (leaving_) loop_.stop();
  }

  Loop& loop_;
  int status_ = 0;
  std::size_t delivered_ = 0;
  bool leaving_ = false;
  Client friend_;
  Client speaker_;
};

inline int sender(const Place& server) {
  Loop loop;
  return Script(loop, server).run();
}

// On this machine, in one process: the ends share a loop, and nothing else.
inline int both_ends() {
  Loop loop;
  const auto held = [](std::string_view, const Said& said) {
    std::printf("message: %s\n", shown(said.text).c_str());
  };
  Server server(loop, {0x7f000002, 0}, held, {});
  return Script(loop, server.place()).run();
}

}  // namespace chat
