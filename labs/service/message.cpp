#include "service/message.hpp"

#include <vector>

namespace service {
namespace {

[[noreturn]] void out_of_place(const std::string& what) {
  throw Refusal("protocol", what);
}

std::string big_endian(std::uint64_t value, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    text += static_cast<char>(value >> shift & 0xff);
  }
  return text;
}

std::uint64_t take_number(std::string_view& bytes, std::size_t size) {
  std::uint64_t value = 0;
  for (const char byte : bytes.substr(0, size)) {
    value = value << 8 | static_cast<unsigned char>(byte);
  }
  bytes.remove_prefix(size);
  return value;
}

// Watches a parse: the parser itself takes any depth, and the last of two equal keys.
class Strict {
 public:
  bool see(int depth, Json::parse_event_t event, const Json& parsed) {
    using Event = Json::parse_event_t;
    if (event == Event::object_start) keys_.emplace_back();
    if (event == Event::object_end) keys_.pop_back();
    if (event == Event::key && !keys_.back().insert(parsed.get<std::string>()).second) {
      broken_ = "a key twice";
    }
    const bool opens = event == Event::object_start || event == Event::array_start;
    if (opens && depth >= kDeepest) broken_ = "too deep";
    return broken_ == nullptr;
  }
  const char* broken() const {
    return broken_;
  }

 private:
  std::vector<std::set<std::string>> keys_;
  const char* broken_ = nullptr;
};

}  // namespace

std::string control_frame(const Json& object) {
  // Bytes that are no UTF-8 are replaced: dump would throw.
  const auto text = object.dump(-1, ' ', false, Json::error_handler_t::replace);
  return big_endian(text.size() + 1, 4) + 'c' + text;
}

std::string grant_frame(std::uint32_t transfer, const Grant& grant) {
  return big_endian(21, 4) + 'g' + big_endian(transfer, 4) +
         big_endian(grant.written, 8) + big_endian(grant.limit, 8);
}

std::string data_head(std::uint32_t transfer, std::size_t size) {
  return big_endian(5 + size, 4) + 'd' + big_endian(transfer, 4);
}

std::string stream_frame(char kind, std::uint32_t command, std::string_view bytes) {
  std::string frame = big_endian(5 + bytes.size(), 4) + kind + big_endian(command, 4);
  return frame.append(bytes);
}

Json control_of(std::string_view body) {
  if (body.size() > kLongestControl) out_of_place("a control message too long");
  Strict strict;
  Json object = Json::parse(
      body.begin(), body.end(),
      [&](int depth, Json::parse_event_t event, const Json& parsed) {
        return strict.see(depth, event, parsed);
      },
      false);
  if (strict.broken() != nullptr) out_of_place(strict.broken());
  if (!object.is_object()) out_of_place("not an object in JSON");
  return object;
}

Data data_of(std::string_view body) {
  const Data data = stream_of(body);
  if (data.bytes.empty()) out_of_place("a block without bytes");
  return data;
}

Data stream_of(std::string_view body) {
  if (body.size() < 4) out_of_place("a block of nothing");
  const auto number = static_cast<std::uint32_t>(take_number(body, 4));
  return {number, body};
}

std::pair<std::uint32_t, Grant> grant_of(std::string_view body) {
  if (body.size() != 20) out_of_place("a grant of another length");
  const auto transfer = static_cast<std::uint32_t>(take_number(body, 4));
  const std::uint64_t written = take_number(body, 8);
  const std::uint64_t limit = take_number(body, 8);
  if (limit > kLargest || written > limit) out_of_place("a grant that cannot be");
  return {transfer, {written, limit}};
}

const Json& Fields::must(const std::string& key) {
  asked_.insert(key);
  const auto found = object_.find(key);
  if (found == object_.end()) out_of_place("there is no \"" + key + "\"");
  return *found;
}

std::string Fields::text(const std::string& key) {
  const Json& value = must(key);
  if (!value.is_string()) out_of_place("\"" + key + "\" is no text");
  return value.get<std::string>();
}

std::uint64_t Fields::number(const std::string& key, std::uint64_t most) {
  const Json& value = must(key);
  if (!value.is_number_unsigned()) out_of_place("\"" + key + "\" is no whole number");
  const auto number = value.get<std::uint64_t>();
  if (number > most) out_of_place("\"" + key + "\" is too large");
  return number;
}

bool Fields::flag(const std::string& key) {
  if (!has(key)) return false;
  const Json& value = must(key);
  if (!value.is_boolean()) out_of_place("\"" + key + "\" is neither true nor false");
  return value.get<bool>();
}

void Fields::done() const {
  for (const auto& entry : object_.items()) {
    if (!asked_.contains(entry.key())) out_of_place("an unknown key");
  }
}

Json ok_reply(std::uint64_t id, Json result) {
  return {{"id", id}, {"ok", std::move(result)}};
}

Json error_reply(std::uint64_t id, const Refusal& refusal) {
  Json error = {{"code", refusal.code()}, {"text", refusal.what()}};
  if (refusal.retry_after() > 0) error["retry_after"] = refusal.retry_after();
  return {{"id", id}, {"error", std::move(error)}};
}

}  // namespace service
