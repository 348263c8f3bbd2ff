// Both are right as long as the network cuts nowhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Takes lines that end in \r\n.
struct LineParser {
  std::vector<std::string> messages;

  void feed(std::string_view piece) {
    for (std::size_t end = 0; (end = piece.find("\r\n")) != std::string_view::npos;) {
      messages.push_back(line + std::string(piece.substr(0, end)));
      line.clear();
      piece.remove_prefix(end + 2);
    }
    line += piece;
  }
  void finish() {}

  std::string line;
};

/// Takes a length of two bytes, big-endian, then a text; and so on.
struct LengthParser {
  std::vector<std::string> messages;

  void feed(std::string_view piece) {
    while (!piece.empty()) {
      if (missing == 0) {
        if (piece.size() < 2) return;
        missing =
            static_cast<unsigned char>(piece[0]) * 256u + static_cast<unsigned char>(piece[1]);
        piece.remove_prefix(2);
        messages.emplace_back();
      }
      const std::string_view text = piece.substr(0, missing);
      messages.back() += text;
      missing -= text.size();
      piece.remove_prefix(text.size());
    }
  }
  void finish() {}

  std::size_t missing = 0;
};
