#include "service/message.hpp"

#include <doctest/doctest.h>

#include "frame_decoder.hpp"

using namespace service;

namespace {

std::string body_of(const std::string& frame) {
  FrameDecoder decoder(kLongestBody);
  std::string_view bytes = frame;
  const auto body = decoder.next(bytes);
  REQUIRE(body);
  CHECK(bytes.empty());
  return std::string(*body);
}

// The code of the refusal; "taken" if there is none.
template <class Act>
std::string refusal(Act act) {
  try {
    act();
  } catch (const Refusal& refused) {
    return refused.code();
  }
  return "taken";
}

std::string refused(std::string_view text) {
  return refusal([&] { control_of(text); });
}

}  // namespace

TEST_CASE("a stream of a command has its number, and may end without bytes") {
  CHECK(stream_frame('o', 7, "hi") == std::string("\0\0\0\7o\0\0\0\7hi", 11));
  CHECK(stream_frame('i', 0x01020304, "") == std::string("\0\0\0\5i\1\2\3\4", 9));
  const std::string body("\0\0\0\7hi", 6);
  CHECK(stream_of(body).transfer == 7);
  CHECK(stream_of(body).bytes == "hi");
  CHECK(stream_of(body.substr(0, 4)).bytes.empty());
  CHECK_THROWS_AS(stream_of(body.substr(0, 3)), Refusal);
}

TEST_CASE("what is written is read again") {
  const std::string control = body_of(control_frame({{"id", 7}, {"do", "ping"}}));
  CHECK(control.front() == 'c');
  CHECK(control_of(control.substr(1)) == Json{{"id", 7}, {"do", "ping"}});

  const std::string grant = body_of(grant_frame(3, {1ull << 40, 1ull << 41}));
  CHECK(grant.front() == 'g');
  const auto [transfer, granted] = grant_of(grant.substr(1));
  CHECK(transfer == 3);
  CHECK(granted.written == 1ull << 40);
  CHECK(granted.limit == 1ull << 41);

  const std::string data = body_of(data_head(0x01020304, 5) + "hello");
  CHECK(data.front() == 'd');
  const Data block = data_of(std::string_view(data).substr(1));
  CHECK(block.transfer == 0x01020304);
  CHECK(block.bytes == "hello");
}

TEST_CASE("a control message is one object of JSON, and not deep") {
  CHECK(refused(R"({"a":{"b":[{}]}})") == "taken");
  CHECK(refused(R"({"a":{"b":[{"c":{}}]}})") == "protocol");
  CHECK(refused(std::string(60'000, '[')) == "protocol");
  for (const char* text : {"", "[]", "7", "{", R"({"a":1}x)", R"({"a":"\xff"})", "{'a':1}"}) {
    CHECK_MESSAGE(refused(text) == "protocol", text);
  }
  CHECK(refused("{\"a\":\"" + std::string(kLongestControl, 'x') + "\"}") == "protocol");
}

TEST_CASE("a key that is there twice is refused, at every depth") {
  CHECK(refused(R"({"a":1,"a":1})") == "protocol");
  CHECK(refused(R"({"a":{"b":1,"b":2}})") == "protocol");
  CHECK(refused(R"({"a":{"a":1},"b":{"a":1}})") == "taken");
}

TEST_CASE("blocks and grants of another shape are refused") {
  CHECK(refusal([] { data_of("1234"); }) == "protocol");
  CHECK(refusal([] { grant_of("1234"); }) == "protocol");
  const std::string over = body_of(grant_frame(1, {0, kLargest + 1}));
  CHECK(refusal([&] { grant_of(over.substr(1)); }) == "protocol");
  const std::string backwards = body_of(grant_frame(1, {2, 1}));
  CHECK(refusal([&] { grant_of(backwards.substr(1)); }) == "protocol");
}

TEST_CASE("each field must be there, be of its type, and be asked for") {
  const Json object = {{"path", "a"}, {"size", 5U}, {"minus", -1}, {"replace", true}};
  Fields fields(object);
  CHECK(fields.text("path") == "a");
  CHECK(fields.number("size") == 5);
  CHECK(refusal([&] { fields.number("size", 4); }) == "protocol");
  CHECK(fields.flag("replace"));
  CHECK(!fields.flag("other"));
  CHECK(refusal([&] { fields.done(); }) == "protocol");
  CHECK(refusal([&] { fields.number("minus"); }) == "protocol");
  CHECK(refusal([&] { fields.done(); }) == "taken");
  CHECK(refusal([&] { fields.number("path"); }) == "protocol");
  CHECK(refusal([&] { fields.text("size"); }) == "protocol");
  CHECK(refusal([&] { fields.flag("size"); }) == "protocol");
  CHECK(refusal([&] { fields.text("missing"); }) == "protocol");
}

TEST_CASE("a refusal has a code, a sentence, and when to come again") {
  CHECK(error_reply(1, Refusal("busy", "later", 2)).dump() ==
        R"({"error":{"code":"busy","retry_after":2,"text":"later"},"id":1})");
  CHECK(ok_reply(1).dump() == R"({"id":1,"ok":{}})");
  CHECK(body_of(control_frame({{"text", "\xff"}})).find("\xff") == std::string::npos);
}
