#include "words.hpp"

#include <doctest/doctest.h>

using namespace commands;
using Words = std::vector<std::string>;

TEST_CASE("blanks part words") {
  CHECK(words_of("") == Words{});
  CHECK(words_of("  \t ") == Words{});
  CHECK(words_of(" echo  a\tb ") == Words{"echo", "a", "b"});
}

TEST_CASE("quotes keep a word together, and an empty one is a word") {
  CHECK(words_of(R"(echo 'a b' "c d")") == Words{"echo", "a b", "c d"});
  CHECK(words_of(R"(echo '' "")") == Words{"echo", "", ""});
  CHECK(words_of(R"(a'b'"c"d)") == Words{"abcd"});
  CHECK(words_of(R"('a"b' "a'b")") == Words{"a\"b", "a'b"});
}

TEST_CASE("a backslash takes the next as it is; in quotes only where it must") {
  CHECK(words_of(R"(a\ b \' \\)") == Words{"a b", "'", "\\"});
  CHECK(words_of(R"("a\"b\\c\d")") == Words{"a\"b\\c\\d"});
  CHECK(words_of(R"('a\b')") == Words{"a\\b"});
}

TEST_CASE("nothing else has a meaning") {
  CHECK(words_of("echo $HOME * | ; `id` ~ #") ==
        Words{"echo", "$HOME", "*", "|", ";", "`id`", "~", "#"});
}

TEST_CASE("what is not closed is an error") {
  for (const char* line : {"'a", "\"a", "\"a\\\"", "a\\"}) {
    CAPTURE(line);
    CHECK_THROWS_AS(words_of(line), Unclosed);
  }
}
