// A request is lines `NAME:VALUE`, an empty line, and a body; the line `L` holds the
// length of the body. A guard in front of the worker lets no body through that begins
// with DELETE. Three clients ask; the second writes `L` two times.
#include <charconv>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a head, and in a body
constexpr std::size_t kTooLong = kLongest + 1;

// Too long as well where it is no number.
std::size_t number(kit::Bytes text) {
  std::size_t number = 0;
  const auto end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && rest == end ? number : kTooLong;
}

// The values of all lines `L`.
std::vector<std::size_t> lengths_in(kit::Bytes head) {
  std::vector<std::size_t> lengths;
  while (!head.empty()) {
    const kit::Bytes line = head.substr(0, head.find('\n'));
    if (line.starts_with("L:")) lengths.push_back(number(line.substr(2)));
    head.remove_prefix(line.size() + 1);
  }
  return lengths;
}

std::size_t length_for_guard(kit::Bytes head) {
  const auto lengths = lengths_in(head);
  if (lengths.empty()) return 0;
  // Whoever chose one of two would only guess which one the other end takes.
  return lengths.size() == 1 ? lengths.front() : kTooLong;
}

std::size_t length_for_worker(kit::Bytes head) {
  const auto lengths = lengths_in(head);
  if (lengths.empty()) return 0;
  return lengths.size() == 1 ? lengths.front() : kTooLong;
}

// The guard sees the whole of a request, and knows where its body begins.
bool is_allowed(kit::Bytes request) {
  const std::size_t head = request.find("\n\n") + 2;
  const std::size_t length = length_for_guard(request.substr(0, head));
  if (request.size() != head + length) return false;
  return !request.substr(head).starts_with("DELETE");
}

// Nothing: the guard has closed.
std::optional<std::string> read_body(int fd) {
  std::string head;
  while (!head.ends_with("\n\n")) {
    char next = 0;
    if (kit::receive_all(fd, &next, 1) == 0) {
      if (head.empty()) return std::nullopt;
      kit::refuse("the peer closed inside a head");
    }
    head += next;
    if (head.size() > kLongest) kit::refuse("the head is too long");
  }
  const std::size_t length = length_for_worker(head);
  if (length > kLongest) kit::refuse("the peer announced too long a body");
  std::string body(length, '\0');
  if (kit::receive_all(fd, body.data(), length) < length) {
    kit::refuse("the peer closed inside a body");
  }
  return body;
}

void guard(int fd) {
  for (const kit::Bytes request :
       {"L:5\n\nhello", "L:3\nL:15\n\nabcL:7\n\nDELETE!", "L:5\n\nworld"}) {
    if (is_allowed(request)) {
      kit::send_all(fd, request);
    } else {
      std::fputs("the guard refuses a request\n", stderr);
    }
  }
}

void worker(int fd) {
  while (auto body = read_body(fd)) kit::got_message(*body);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, guard, worker);
}
