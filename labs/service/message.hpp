// The frames of the capstones. A frame is a length and a body, as lab 21's
// decoder takes them apart; the first byte of a body is its kind.
//
//   c  a JSON object: a request or a reply
//   d  transfer (4) . bytes (1 to 262,144): who sends a file
//   g  transfer (4) . written (8) . limit (8): who receives it
//   o  command (4) . bytes of its output; e: of its errors; i: for its input, whose end
//      is a frame without bytes. Credit for it is a `g` with the command's number
//
// Numbers are big-endian. Pure: bytes in, bytes out.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

#include "service/credit.hpp"

namespace service {

using Json = nlohmann::json;

constexpr std::size_t kBlock = 256 << 10;  // bytes of a file in a frame
constexpr std::uint32_t kLongestBody = 5 + kBlock;
constexpr std::uint32_t kLongestBeforeLogin = 4096;
constexpr std::size_t kLongestControl = 64 << 10;
constexpr int kDeepest = 4;  // objects and arrays in each other
constexpr std::uint64_t kLargest = std::uint64_t{1}
                                   << 53;  // that JSON numbers hold exactly

// Why a request is refused: a code for programs out of a closed list (docs), a sentence
// for people, and after how many seconds to ask again, if that helps.
class Refusal : public std::runtime_error {
 public:
  Refusal(std::string code, const std::string& text, int retry_after = 0)
      : std::runtime_error(text), code_(std::move(code)), retry_after_(retry_after) {}
  const std::string& code() const {
    return code_;
  }
  int retry_after() const {
    return retry_after_;
  }

 private:
  std::string code_;
  int retry_after_;
};

// The whole frame, its length included.
std::string control_frame(const Json& object);
std::string grant_frame(std::uint32_t transfer, const Grant& grant);
// The head before the bytes of a data frame: length, kind, transfer.
std::string data_head(std::uint32_t transfer, std::size_t size);
// The kind is `o`, `e` or `i`.
std::string stream_frame(char kind, std::uint32_t command, std::string_view bytes);

// The object of a control body, without its kind. Throws Refusal("protocol") if it is
// too long or too deep, no object, or names a key twice.
Json control_of(std::string_view body);

struct Data {
  std::uint32_t transfer = 0;  // or command
  std::string_view bytes;
};
// Throw Refusal("protocol") if the body, without its kind, is not as it should be.
Data data_of(std::string_view body);
Data stream_of(std::string_view body);  // may be without bytes
std::pair<std::uint32_t, Grant> grant_of(std::string_view body);

// The fields of an object, of which each must be asked for. All throw
// Refusal("protocol"), with the name of the field.
class Fields {
 public:
  explicit Fields(const Json& object) : object_(object) {}

  bool has(const std::string& key) const {
    return object_.contains(key);
  }
  std::string text(const std::string& key);
  std::uint64_t number(const std::string& key, std::uint64_t most = kLargest);
  bool flag(const std::string& key);  // false if it is not there
  const Json& must(const std::string& key);
  void done() const;  // nothing is left

 private:
  const Json& object_;
  std::set<std::string> asked_;
};

Json ok_reply(std::uint64_t id, Json result = Json::object());
Json error_reply(std::uint64_t id, const Refusal& refusal);

}  // namespace service
