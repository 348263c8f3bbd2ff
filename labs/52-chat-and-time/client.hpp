// The client: the conversation on a socket. What it tells goes to whoever made it.
#pragma once

#include <functional>
#include <string_view>
#include <utility>

#include "clock.hpp"
#include "conversation.hpp"
#include "server.hpp"
#include "udp.hpp"

namespace chat {

// A wall clock that nobody can set while we measure: it goes on as the monotonic one
// does.
class SteadyWall {
 public:
  Wall operator()() const {
    return start_ + (monotonic() - began_).count();
  }

 private:
  Wall start_ = wall_clock();
  Time began_ = monotonic();
};

class Client {
 public:
  // `on_told` may ask for more; it must not destroy the client. An error of the socket
  // (nobody is there) is told as one, and not to be taken for the last word: the server
  // may be on its way.
  Client(Loop& loop, const Place& server, std::function<void(const Told&)> on_told,
         std::function<void(int)> on_error = {})
      : conversation_(randombytes_random(),
                      {[this](std::string_view bytes) { socket_.send(bytes); },
                       std::move(on_told), SteadyWall{}}),
        socket_(loop, [this](const Place&, std::string_view bytes,
                             int error) { take(bytes, error); }),
        alarm_(loop, [this] { step(); }),
        on_error_(std::move(on_error)) {
    socket_.connect(server);
  }

  Talk& talk() {
    return conversation_.talk();
  }
  Questions& questions() {
    return conversation_.questions();
  }
  bool idle() const {
    return conversation_.idle();
  }
  // To be called after each request.
  void step() {
    conversation_.tick(monotonic());
    alarm_.set(conversation_.next());
  }

 private:
  void take(std::string_view bytes, int error) {
    if (error == 0) conversation_.receive(bytes, monotonic());
    if (error != 0 && on_error_) on_error_(error);
    step();
  }

  Conversation conversation_;
  Socket socket_;
  Alarm alarm_;
  std::function<void(int)> on_error_;
};

}  // namespace chat
