// The client as a person uses it: one question, or a chat.
#pragma once

#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "client.hpp"
#include "clock.hpp"
#include "datagram.hpp"
#include "lines.hpp"
#include "loop.hpp"
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

// A line `bob: hello` goes to bob; `q` or the end of what is typed leaves, once
// everything that was said has its outcome.
class Chat {
 public:
  Chat(Loop& loop, const Place& server)
      : loop_(loop),
        client_(
            loop, server, [this](const Told& told) { hear(told); },
            [this](int) { see_nobody(); }),
        lines_(loop, STDIN_FILENO, [this] { read_lines(); }) {}

  // Returns the exit status: 1 if a message was not delivered, or nobody let us in.
  int run(std::string_view name) {
    name_ = name;
    client_.talk().join(name_);
    client_.step();
    loop_.run();
    return status_;
  }

 private:
  using What = Told::What;

  void hear(const Told& told) {
    if (told.what == What::joined) {
      was_joined_ = true;
      std::fputs("joined; a line `name: text` says it, `q` leaves\n", stderr);
    } else if (told.what == What::heard) {
      print(shown(told.who) + ": " + shown(told.text));
    } else if (const std::string outcome = outcome_of(told); !outcome.empty()) {
      end_of(told.number, outcome);
    } else if (was_joined_ && !leaving_ &&
               !lines_.at_end()) {  // the server does not answer any more
      client_.talk().join(name_);
    } else {  // left, or no answer to join or leave
      status_ |= told.what == What::left ? 0 : 1;
      return loop_.stop();
    }
    if (!client_.talk().joined() && client_.idle()) return loop_.stop();
    read_lines();
  }

  static std::string outcome_of(const Told& told) {
    if (told.what == What::delivered) return "delivered";
    if (told.what == What::undelivered) return "not delivered, as far as is known";
    return told.what == What::refused ? why_text(told.why) : "";
  }

  void end_of(std::uint32_t number, const std::string& what) {
    if (what != "delivered") status_ = 1;
    std::fprintf(stderr, "%s: %s\n", what.c_str(), said_[number].c_str());
    said_.erase(number);
  }

  // No more of them than there is room for in the queue.
  void read_lines() {
    if (!client_.talk().joined() || leaving_) return;
    while (said_.size() < kAtOnce) {
      const auto line = lines_.next();
      if (!line || *line == "q") {
        if (line || lines_.ended()) ends_ = true;
        break;
      }
      say(*line);
    }
    if (ends_ && said_.empty()) {
      leaving_ = true;
      client_.talk().leave();
    }
    client_.step();
  }

  void say(const std::string& line) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos || colon > kLongestName ||
        line.size() - colon - 2 > kLongestText) {
      if (!line.empty()) std::fputs("a line is `name: text`, of 1,024 bytes\n", stderr);
      return;
    }
    const Said said{std::string_view(line).substr(0, colon),
                    std::string_view(line).substr(colon + 2)};
    if (const auto number = client_.talk().say(said)) said_[*number] = shown(line);
  }

  // The server has gone: nothing to wait for, if we were about to leave.
  void see_nobody() {
    if (leaving_) loop_.stop();
  }

  static constexpr std::size_t kAtOnce = 32;

  Loop& loop_;
  int status_ = 0;
  bool ends_ = false;
  bool leaving_ = false;
  bool was_joined_ = false;
  std::string name_;
  std::map<std::uint32_t, std::string> said_;
  Client client_;
  Lines lines_;
};

}  // namespace chat
