// One question to the server and its answer, and what the program prints.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "client.hpp"
#include "clock.hpp"
#include "datagram.hpp"
#include "loop.hpp"
#include "place.hpp"
#include "told.hpp"
#include "words.hpp"

namespace chat {

inline const char* why_text(Refusal why) {
  switch (why) {
    case Refusal::bad_name:
      return "this is no name: 1 to 32 bytes of visible text";
    case Refusal::taken:
      return "somebody has this name";
    case Refusal::full:
      return "the room is full";
    case Refusal::nobody:
      return "nobody of this name is there";
    case Refusal::busy:
      return "64 messages wait for this friend already";
    case Refusal::not_joined:
      return "the server did not know us any more";
    case Refusal::bad_text:
      return "this is no message";
    case Refusal::bad_format:
      return "this format is not served";
  }
  return "the server gives a reason that this client does not know";
}

inline void print(const std::string& line) {
  std::puts(line.c_str());
  std::fflush(stdout);
}

// One question and its answer. Returns the exit status.
class Question {
 public:
  Question(Loop& loop, const Place& server)
      : loop_(loop), client_(loop, server, [this](const Told& told) { hear(told); }) {}

  int ask(Kind kind, std::string_view body) {
    client_.questions().ask(kind, body);
    return run();
  }
  int measure() {
    client_.questions().measure();
    return run();
  }

 private:
  int run() {
    client_.step();
    loop_.run();
    return status_;
  }
  void hear(const Told& told) {
    status_ = 0;
    if (told.what == Told::What::measured) {
      print(text_of(told.offset));
    } else if (told.what == Told::What::seconds) {
      std::string_view bytes = told.text;
      print(std::to_string(*take<std::uint32_t>(bytes)));
    } else if (told.what == Told::What::echoed || told.what == Told::What::formatted) {
      print(shown(told.text));
    } else {
      const bool refused = told.what == Told::What::refused;
      std::fprintf(stderr, "%s\n", refused ? why_text(told.why) : "no answer");
      status_ = 1;
    }
    loop_.stop();
  }

  Loop& loop_;
  int status_ = 1;
  Client client_;
};

}  // namespace chat
