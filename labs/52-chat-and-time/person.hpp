// A person who talks: what he types goes out, what comes is printed.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>

#include "client.hpp"
#include "datagram.hpp"
#include "lines.hpp"
#include "loop.hpp"
#include "place.hpp"
#include "question.hpp"
#include "told.hpp"
#include "words.hpp"

namespace chat {

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
    } else if (was_joined_ && !leaving_ && !lines_.at_end()) {
      std::fputs("no answer; we join again\n", stderr);
      client_.talk().join(name_);
    } else {  // left, or no answer to join or leave
      if (told.what != What::left) status_ = no_answer();
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

  static int no_answer() {
    std::fputs("no answer\n", stderr);
    return 1;
  }

  // A message has ended, or what is no message: a `join`.
  void end_of(std::uint32_t number, const std::string& what) {
    if (what != "delivered") status_ = 1;
    const auto message = said_.extract(number);
    const std::string which = message ? ": " + message.mapped() : "";
    std::fprintf(stderr, "%s%s\n", what.c_str(), which.c_str());
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
      if (!line.empty())
        std::fputs("a line is `name: text`, the text at most 1,024 bytes\n", stderr);
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
