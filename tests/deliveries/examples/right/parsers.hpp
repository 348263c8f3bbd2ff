// Both keep what is not complete yet, and say so where the stream ends.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// Takes lines that end in \r\n.
struct LineParser {
  std::vector<std::string> messages;

  void feed(std::string_view piece) {
    rest += piece;
    for (std::size_t end = 0; (end = rest.find("\r\n")) != std::string::npos;) {
      messages.push_back(rest.substr(0, end));
      rest.erase(0, end + 2);
    }
  }
  void finish() {
    if (!rest.empty()) throw std::runtime_error("the stream ended inside a line");
  }

  std::string rest;
};

/// Takes a length of two bytes, big-endian, then a text; and so on.
struct LengthParser {
  std::vector<std::string> messages;

  void feed(std::string_view piece) {
    rest += piece;
    while (rest.size() >= 2 && rest.size() >= 2 + length()) {
      messages.push_back(rest.substr(2, length()));
      rest.erase(0, 2 + length());
    }
  }
  void finish() {
    if (!rest.empty()) throw std::runtime_error("the stream ended inside a message");
  }

  std::size_t length() const {
    return static_cast<unsigned char>(rest[0]) * 256u + static_cast<unsigned char>(rest[1]);
  }
  std::string rest;
};
