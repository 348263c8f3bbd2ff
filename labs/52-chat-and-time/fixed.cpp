// Echo, chat and time over UDP. `server HOST:PORT` serves; `client HOST:PORT` with
// `echo TEXT`, `time`, `time FORMAT`, `old32` or `chat NAME` asks. As receiver and
// sender they play what broken.cpp plays: three messages to a friend, then the time.
#include <sodium.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include "loop.hpp"
#include "person.hpp"
#include "place.hpp"
#include "places.hpp"
#include "question.hpp"
#include "script.hpp"
#include "server.hpp"

namespace {

using Words = std::vector<std::string>;

int wrong_usage() {
  std::fputs(
      "usage: 52-chat-and-time-fixed server HOST:PORT\n"
      "       52-chat-and-time-fixed client HOST:PORT echo TEXT | time [FORMAT] | "
      "old32 | "
      "chat NAME\n"
      "       52-chat-and-time-fixed [receiver --listen HOST:PORT | sender --connect "
      "HOST:PORT]\n"
      "HOST of IPv6 in brackets: [::1]:8080\n",
      stderr);
  return 2;
}

int serve(const std::string& place) {
  chat::Loop loop;
  const chat::Server server(loop, chat::resolve(place), {}, {});
  loop.run();
  return 0;
}

int ask(const chat::Place& server, const Words& words) {
  chat::Loop loop;
  const std::string what = words.empty() ? "" : words[0];
  const bool alone = words.size() == 1;
  if (what == "chat" && words.size() == 2)
    return chat::Chat(loop, server).run(words[1]);
  chat::Question question(loop, server);
  if (what == "time" && alone) return question.measure();
  if (what == "old32" && alone) return question.ask(chat::Kind::old32, {});
  if (words.size() != 2 || words[1].size() > chat::kLongestText) return wrong_usage();
  if (what == "time") return question.ask(chat::Kind::format, words[1]);
  if (what == "echo") return question.ask(chat::Kind::echo, words[1]);
  return wrong_usage();
}

int run(const Words& words) {
  if (words.empty()) return chat::both_ends();
  if (words.size() == 2 && words[0] == "server") return serve(words[1]);
  if (words.size() >= 3 && words[0] == "client") {
    return ask(chat::resolve(words[1]), {words.begin() + 2, words.end()});
  }
  if (words.size() != 3) return wrong_usage();
  if (words[0] == "receiver" && words[1] == "--listen") {
    return chat::receiver(chat::resolve(words[2]));
  }
  if (words[0] == "sender" && words[1] == "--connect") {
    return chat::sender(chat::resolve(words[2]));
  }
  return wrong_usage();
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    return run({argv + 1, argv + argc});
  } catch (const std::invalid_argument&) {
    return wrong_usage();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
