#include "ladder.hpp"

#include <doctest/doctest.h>
#include <stdio.h>

#include "fd.hpp"

using namespace files;
using service::Json;
using service::Ladder;
using service::Refusal;
using service::sha256;

namespace {

Fd file_of(const std::string& text) {
  std::FILE* file = std::tmpfile();
  std::fputs(text.c_str(), file);
  std::fflush(file);
  Fd fd(dup(fileno(file)));
  std::fclose(file);
  return fd;
}

}  // namespace

TEST_CASE("a climb digests beginnings, and ends where the file does") {
  const Fd file = file_of("hello world");
  const auto steps = climb(file.get(), {5, 11, 12, 20});
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].at == 0);
  CHECK(steps[1].digest.digest() == sha256("hello"));
  CHECK(steps[2].at == 11);
  CHECK(steps[2].digest.digest() == sha256("hello world"));
}

TEST_CASE("a transfer resumes at the last beginning that both have") {
  const Fd file = file_of("hello world");
  const auto steps = climb(file.get(), {5, 11});
  const auto from = [&](const Ladder& ladder) { return last_agreeing(steps, ladder).at; };
  CHECK(from({}) == 0);
  CHECK(from({{5, sha256("hello")}, {11, sha256("hello world")}}) == 11);
  CHECK(from({{5, sha256("hello")}, {11, sha256("hello WORLD")}}) == 5);
  CHECK(from({{5, sha256("HELLO")}, {11, sha256("HELLO world")}}) == 0);
  CHECK(from({{20, sha256("hello")}}) == 0);
}

TEST_CASE("a ladder is sent as it is, and what is none is refused") {
  const Fd file = file_of("hello");
  const Json sent = Json::parse(json_of(climb(file.get(), {2, 5})).dump());
  const Ladder ladder = ladder_of(sent);
  CHECK(places_of(ladder) == std::vector<std::uint64_t>{2, 5});
  CHECK(ladder[1].sha256 == sha256("hello"));
  for (const char* text : {"{}", "7", "[7]", "[[1]]", "[[1,2]]", R"([["a","b"]])", R"([[0,"a"]])",
                           R"([[2,"a"],[2,"a"]])", R"([[2,"a"],[1,"a"]])", R"([[-1,"a"]])",
                           R"([[9007199254740993,"a"]])"}) {
    CHECK_THROWS_AS_MESSAGE(ladder_of(Json::parse(text)), Refusal, text);
  }
  Json long_one = Json::array();
  for (unsigned i = 1; i <= 66; ++i) long_one.push_back({i, "a"});
  CHECK_THROWS_AS(ladder_of(long_one), Refusal);
}
