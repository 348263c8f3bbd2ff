// A service that adds up numbers calls in. A request is a list of numbers, one a line;
// an empty line ends it, or the end of the stream. The client sends three numbers and
// ends its stream with SHUT_WR; then it reads the answer, to the end of that stream.
#include <sys/socket.h>

#include <cstdlib>
#include <optional>
#include <sstream>
#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kLongest = 1024;  // bytes in a request

// Nothing: the client has closed without a request.
std::optional<std::string> read_request(int fd) {
  std::string request;
  while (!request.ends_with("\n\n")) {
    char buffer[256];
    const std::size_t size = kit::receive_some(fd, buffer, sizeof buffer);
    if (size == 0) {  // The client will send no more; it may well read.
      if (request.empty()) return std::nullopt;
      if (request.back() != '\n') kit::refuse("the peer closed inside a line");
      break;
    }
    request.append(buffer, size);
    if (request.size() > kLongest) kit::refuse("the request is too long");
  }
  return request;
}

std::string answer_to(const std::string& request) {
  std::istringstream lines(request);
  int count = 0;
  long sum = 0;
  for (std::string line; std::getline(lines, line) && !line.empty(); ++count) {
    sum += std::strtol(line.c_str(), nullptr, 10);
  }
  return std::to_string(count) + " numbers, in all " + std::to_string(sum) + "\n";
}

void service(int fd) {
  if (const auto request = read_request(fd)) kit::send_all(fd, answer_to(*request));
}

void client(int fd) {
  kit::send_all(fd, "17\n4\n21\n");
  if (shutdown(fd, SHUT_WR) < 0) kit::fail("shutdown");
  std::string answer(kLongest, '\0');
  answer.resize(kit::receive_all(fd, answer.data(), answer.size()));
  if (answer.empty()) kit::refuse("the peer closed without an answer");
  if (answer.back() != '\n') kit::refuse("the peer closed inside an answer");
  answer.pop_back();
  kit::got_message(answer);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_tcp(argc, argv, service, client);
}
