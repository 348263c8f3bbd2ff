#include <gtest/gtest.h>  // link gtest_main

#include <stickylab/every_delivery.hpp>

#include "parsers.hpp"

using namespace std::string_view_literals;

template <class Parser>
std::vector<std::string> understood(const stickylab::Pieces& pieces) {
  Parser parser;  // a fresh one for each delivery
  for (const std::string_view piece : pieces) parser.feed(piece);
  parser.finish();
  return parser.messages;
}

TEST(Lines, MayComeInAnyPieces) {
  stickylab::every_delivery("hello\r\nworld\r\n", understood<LineParser>);
}

TEST(Messages, MayComeInAnyPieces) {
  const std::vector<std::string> meant = {"hello", "world"};
  stickylab::every_delivery("\0\5hello\0\5world"sv, meant, understood<LengthParser>);
}

TEST(Lines, AnEndInsideOneIsAnError) {
  stickylab::every_early_end("hello\r\nworld\r\n", understood<LineParser>);
}
