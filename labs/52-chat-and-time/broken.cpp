// Echo, chat and time over UDP, as the documents write them, on one port. Somebody says
// three things to a friend and waits for the answer to each; then he asks for the time,
// in a format of his own.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <ctime>
#include <map>
#include <string>

#include "kit.hpp"

namespace {

// No message is longer.
constexpr std::size_t kBuffer = 1'024;

struct Heard {
  std::string text;
  sockaddr_storage from{};
};

const sockaddr* as_place(const sockaddr_storage& where) {
  return reinterpret_cast<const sockaddr*>(&where);
}

int open_socket() {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0) kit::fail("socket");
  return fd;
}

// It blocks until the other one has said something. What comes is the next message.
Heard hear(int fd) {
  std::array<char, kBuffer> buffer{};
  Heard heard;
  socklen_t size = sizeof heard.from;
  const ssize_t got = recvfrom(fd, buffer.data(), buffer.size(), 0,
                               reinterpret_cast<sockaddr*>(&heard.from), &size);
  if (got < 0) kit::fail("recvfrom");
  heard.text.assign(buffer.data(), static_cast<std::size_t>(got));
  return heard;
}

// UDP needs no connection: with his address the message reaches him.
void say(int fd, const std::string& text, const sockaddr_storage& to) {
  if (sendto(fd, text.data(), text.size(), 0, as_place(to), sizeof to) < 0) {
    kit::fail("sendto");
  }
}

// The client says how he would like the time; if he says nothing, it is the default.
std::string time_as(const std::string& asked) {
  const std::string format = asked.empty() ? "%Y-%m-%d %X" : asked;
  const std::time_t now = std::time(nullptr);
  std::array<char, 131'072> text{};
  const std::size_t size =
      std::strftime(text.data(), text.size(), format.c_str(), std::localtime(&now));
  return {text.data(), size};
}

bool asks_for_time(const std::string& text) {
  return text.empty() || text[0] == '%';
}

void server(const sockaddr_storage& where) {
  const int fd = open_socket();
  kit::set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  // This is the one port at which all clients talk to us.
  if (bind(fd, as_place(where), sizeof where) < 0) kit::fail("bind");
  Heard heard = hear(fd);
  while (!asks_for_time(heard.text)) {
    kit::got_message(heard.text);
    // Here somebody types an answer; the next client waits for so long.
    say(fd, "I am here", heard.from);
    heard = hear(fd);
  }
  say(fd, time_as(heard.text), heard.from);
  close(fd);
}

// One thing is said, and what comes next is the friend's answer to it.
void talk(int fd, const std::string& text, const sockaddr_storage& to) {
  say(fd, text, to);
  hear(fd);
}

void client(const sockaddr_storage& where) {
  const int fd = open_socket();
  const std::map<std::string, sockaddr_storage> friends = {
      {"taibai", where}, {"Jedan", where}, {"Jack", where}, {"John", where}};
  for (const std::string text : {"hello", "are you there?", "bye", "q"}) {
    if (text == "q") break;  // no more to this friend
    talk(fd, text, friends.at("taibai"));
  }
  talk(fd, "%Y %m %d", where);
  close(fd);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_at(argc, argv, SOCK_DGRAM, client, server);
}
