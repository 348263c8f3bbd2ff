#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_test_macros.hpp>  // version 3: link Catch2Main
#else
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>  // version 2
#endif

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

TEST_CASE("lines may come in any pieces") {
  stickylab::every_delivery("hello\r\nworld\r\n", understood<LineParser>);
}

TEST_CASE("messages may come in any pieces") {
  const std::vector<std::string> meant = {"hello", "world"};
  stickylab::every_delivery("\0\5hello\0\5world"sv, meant, understood<LengthParser>);
}

TEST_CASE("a stream that ends inside a line is an error") {
  stickylab::every_early_end("hello\r\nworld\r\n", understood<LineParser>);
}
