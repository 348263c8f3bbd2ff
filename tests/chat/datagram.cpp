// Lab 52: what stands in a datagram, and how a stranger's words are shown.
#include "datagram.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>

#include "words.hpp"

using chat::Datagram;
using chat::Kind;

namespace {

std::string of_size(std::size_t size) {
  return chat::bytes_of({Kind::echo, 1, 2, std::string(size - chat::kHeader, 'x')});
}

}  // namespace

TEST_CASE(
    "chat: a datagram is read as it was written, to the byte that the page of the protocol has") {
  const std::string bytes = chat::bytes_of({Kind::say, 0x01020304, 0x05060708090a0b0c, "body"});
  CHECK(bytes == std::string("SL\1\x0e\1\2\3\4\5\6\7\x08\x09\x0a\x0b\x0c"
                             "body",
                             20));
  const auto read = chat::parse(bytes);
  REQUIRE(read.has_value());
  CHECK(read->kind == Kind::say);
  CHECK(read->number == 0x01020304);
  CHECK(read->cookie == 0x05060708090a0b0c);
  CHECK(read->body == "body");
}

TEST_CASE("chat: a datagram that is too short or too long, of another kind or version is none") {
  CHECK(chat::parse(of_size(16)));
  CHECK(chat::parse(of_size(chat::kLargest)));
  CHECK_FALSE(chat::parse(of_size(chat::kLargest + 1)));
  CHECK_FALSE(chat::parse(""));
  for (std::size_t size = 0; size < chat::kHeader; ++size) {
    CHECK_FALSE(chat::parse(of_size(16).substr(0, size)));
  }
  for (const auto& [at, byte] :
       {std::pair(0, 'T'), {1, 'M'}, {2, '\2'}, {3, '\0'}, {3, '\x14'}, {3, '\xff'}}) {
    std::string other = of_size(16);
    other[static_cast<std::size_t>(at)] = byte;
    CHECK_FALSE(chat::parse(other));
  }
}

TEST_CASE("chat: who is spoken to and the text come apart as they were put together") {
  for (const std::string& who : {std::string("a"), std::string(32, 'n'), std::string()}) {
    for (const std::string& text :
         {std::string(), std::string("hi\0there", 8), std::string(1'024, 't')}) {
      const std::string body = chat::body_of({who, text});
      const auto said = chat::said_in(body);
      REQUIRE(said.has_value());
      CHECK(said->who == who);
      CHECK(said->text == text);
    }
  }
  CHECK_FALSE(chat::said_in(""));
  CHECK_FALSE(chat::said_in("\5abcd"));
  CHECK_FALSE(chat::said_in(std::string(1, '\x21') + std::string(50, 'n')));
  CHECK_FALSE(chat::said_in(std::string(1, '\0') + std::string(1'025, 't')));
}

TEST_CASE("chat: a name is visible text of 1 to 32 bytes") {
  for (const char* name : {"a", "Li Lei", "李雷", "Zoë", "x+y"}) CHECK(chat::allowed_name(name));
  CHECK(chat::allowed_name(std::string(32, 'n')));
  CHECK_FALSE(chat::allowed_name(std::string(33, 'n')));
  for (const char* name : {"", " a", "a ", "a\nb", "a\x1b[2J", "\xff", "\xc0\xaf", "\xed\xa0\x80",
                           "\xe2\x80\xae"
                           "abc",
                           "\xe2\x80\xa8", "a\x7f", "\xc2\x9b"}) {
    CHECK_FALSE(chat::allowed_name(name));
  }
  CHECK_FALSE(chat::allowed_name(std::string("a\0b", 3)));
}

TEST_CASE("chat: no text reaches the terminal but what is visible") {
  CHECK(chat::shown("你好 ok") == "你好 ok");
  CHECK(chat::shown("\x1b[31mred\r\n") == "\\x1b[31mred\\x0d\\x0a");
  CHECK(chat::shown("\xe4\xbd") == "\\xe4\\xbd");
  CHECK(chat::shown("a\\x41") == "a\\x5cx41");
  CHECK(chat::shown("\xe2\x80\xae") == "\\xe2\\x80\\xae");
  std::minstd_rand random(7);
  for (int round = 0; round < 2'000; ++round) {
    std::string text;
    for (int i = 0; i < 20; ++i) text += static_cast<char>(random());
    CHECK(chat::all_visible(chat::shown(text)));
  }
}
