// `message: TEXT`, the contract between a receiver and the harness.
#include <doctest/doctest.h>

#include "recording/message_text.hpp"

using namespace stickylab;
using Messages = std::vector<std::string>;

TEST_SUITE("unit") {
  TEST_CASE(
      "an escape is a backslash, an x and two hex digits; everything else stands for itself") {
    struct {
      std::string text, bytes;
    } const cases[] = {
        {"", ""},
        {"hello", "hello"},
        {R"(\x41)", "A"},
        {R"(\x5c)", "\\"},
        {R"(\xff\xFe)", "\xff\xfe"},
        {R"(\x00)", std::string(1, '\0')},
        {R"(\x0a)", "\n"},
        {"雨", "雨"},
        {"\xe9\x9b", "\xe9\x9b"},
        {R"(\)", R"(\)"},
        {R"(\x)", R"(\x)"},
        {R"(\x4)", R"(\x4)"},
        {R"(\x4g)", R"(\x4g)"},
        {R"(\x-1)", R"(\x-1)"},
        {R"(\X41)", R"(\X41)"},
        {R"(\n)", R"(\n)"},
        {R"(\x5cx41)", R"(\x41)"},  // undone once, not twice
        {R"(\\x41)", R"(\A)"},
        {R"(\x411)", "A1"},
    };
    for (const auto& c : cases) {
      CAPTURE(c.text);
      CHECK(unescape_message(c.text) == c.bytes);
    }
  }

  TEST_CASE("only lines that begin with message: are messages") {
    CHECK(messages_in("") == Messages{});
    CHECK(messages_in("listening\nmessage: hello\nbye\n") == Messages{"hello"});
    CHECK(messages_in(" message: a\nMessage: b\nmessages: c\nmessage d\n") == Messages{});
    CHECK(messages_in("message: message: a\n") == Messages{"message: a"});
  }

  TEST_CASE("one space after the colon belongs to the prefix, more belong to the message") {
    CHECK(messages_in("message:a\nmessage: b\nmessage:  c \n") == Messages{"a", "b", " c "});
  }

  TEST_CASE("an empty message is a message") {
    CHECK(messages_in("message: \nmessage:\n") == Messages{"", ""});
  }

  TEST_CASE("a last line without newline counts") {
    CHECK(messages_in("message: hello\nmessage: wor") == Messages{"hello", "wor"});
    CHECK(messages_in("message: hello\nmessag") == Messages{"hello"});
  }

  TEST_CASE("a carriage return is kept: left over from a delimiter, it is what went wrong") {
    CHECK(messages_in("message: PING\r\nmessage: PONG\n") == Messages{"PING\r", "PONG"});
  }

  TEST_CASE("a message holds any byte") {
    CHECK(messages_in("message: \xff\\x0a\xe9\x9b\n") == Messages{"\xff\n\xe9\x9b"});
    CHECK(messages_in(std::string("message: a\0b\n", 13)) == Messages{std::string("a\0b", 3)});
  }
}
