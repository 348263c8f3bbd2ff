#include "command/shell_words.hpp"

#include <doctest/doctest.h>

#include "catalog/catalog.hpp"

using namespace stickylab;

TEST_SUITE("unit") {
  using Words = std::vector<std::string>;

  TEST_CASE("a command is split at blanks") {
    CHECK(split_command("  python3 server.py\t1\n") == Words{"python3", "server.py", "1"});
  }

  TEST_CASE("quotes keep blanks, and may stand in the middle of a word") {
    CHECK(split_command(R"(sh -c 'echo "$A \n"')") == Words{"sh", "-c", R"(echo "$A \n")"});
    CHECK(split_command(R"(a "b 'c' \"d\"" e' 'f)") == Words{"a", R"(b 'c' "d")", "e f"});
    CHECK(split_command("'' x") == Words{"", "x"});
  }

  TEST_CASE("a backslash outside of single quotes keeps the next character") {
    CHECK(split_command(R"(a\ b c\\ \')") == Words{"a b", "c\\", "'"});
  }

  TEST_CASE("nothing is expanded") {
    CHECK(split_command("echo $HOME *.py {host}") == Words{"echo", "$HOME", "*.py", "{host}"});
  }

  TEST_CASE("a quote that is not closed and an empty command are refused") {
    CHECK_THROWS_AS(split_command("sh -c 'echo"), InputError);
    CHECK_THROWS_AS(split_command(" \n"), InputError);
  }
}
