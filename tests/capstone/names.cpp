#include "service/names.hpp"

#include <doctest/doctest.h>

using namespace service;
using Error = Resolved::Error;

namespace {

// Where it leads from /a/b; "outside" or "bad".
std::string leads(std::string_view text) {
  const Resolved resolved = resolve({"a", "b"}, text);
  if (resolved.error == Error::outside) return "outside";
  return resolved.error == Error::none ? text_of(resolved.path) : "bad";
}

}  // namespace

TEST_CASE("a path leads from where one is, or from the home") {
  CHECK(leads("") == "/a/b");
  CHECK(leads(".") == "/a/b");
  CHECK(leads("c") == "/a/b/c");
  CHECK(leads("/c") == "/c");
  CHECK(leads("..") == "/a");
  CHECK(leads("../..") == "/");
  CHECK(leads("/") == "/");
  CHECK(leads("//c///d/./") == "/c/d");
  CHECK(leads("c/../d") == "/a/b/d");
  CHECK(leads("%2e%2e") == "/a/b/%2e%2e");
  CHECK(leads("..\\..\\c") == "/a/b/..\\..\\c");
  CHECK(leads("...") == "/a/b/...");
}

TEST_CASE("above the home is outside, even on the way to somewhere inside") {
  CHECK(leads("../../..") == "outside");
  CHECK(leads("../../../a") == "outside");
  CHECK(leads("/..") == "outside");
  CHECK(leads("/a/../../a") == "outside");
}

TEST_CASE("what is no name is refused") {
  CHECK(leads(std::string_view("c\0d", 3)) == "bad");
  CHECK(leads("c\nd") == "bad");
  CHECK(leads("\x1b[2J") == "bad");
  CHECK(leads("\x7f") == "bad");
  CHECK(leads("\xc2\x9b") == "bad");          // C1
  CHECK(leads("\xc0\xae\xc0\xae") == "bad");  // `..` in too many bytes
  CHECK(leads("\xed\xa0\x80") == "bad");      // half of a pair
  CHECK(leads("\xff") == "bad");
  CHECK(leads("\xe9\x9b") == "bad");  // inside a character
  CHECK(leads(std::string(255, 'n')) == "/a/b/" + std::string(255, 'n'));
  CHECK(leads(std::string(256, 'n')) == "bad");
  CHECK(leads(std::string(1025, '/')) == "bad");
  CHECK(leads("讲义") == "/a/b/讲义");
}

TEST_CASE("a path that has become too long is refused") {
  const Path deep(4, std::string(250, 'n'));
  CHECK(resolve(deep, std::string(20, 'n')).error == Error::bad_name);
  CHECK(resolve(deep, std::string(19, 'n')).error == Error::none);
}

TEST_CASE("one name has no slash") {
  CHECK(is_name("a b"));
  for (const char* text : {"", ".", "..", "a/b", "/"}) CHECK(!is_name(text));
}

TEST_CASE("what is printed cannot command a terminal") {
  CHECK(printable("讲义 1.mp4") == "讲义 1.mp4");
  CHECK(printable("\x1b[2J\n") == "\\x1b[2J\\x0a");
  CHECK(printable("\xc2\x9b") == "\\xc2\\x9b");
  CHECK(printable("a\\b") == "a\\\\b");
}
