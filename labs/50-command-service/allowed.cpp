#include "allowed.hpp"

#include <algorithm>

namespace commands {
namespace {

using service::Refusal;

constexpr std::size_t kMostWords = 1000;

std::string word_of(const service::Json& word) {
  if (!word.is_string()) throw Refusal("protocol", "a word that is no text");
  auto text = word.get<std::string>();
  // The kernel ends a word there.
  if (text.find('\0') != std::string::npos) {
    throw Refusal("denied", "a word with a zero byte");
  }
  return text;
}

std::vector<std::string> words_of(const service::Json& argv) {
  if (!argv.is_array()) throw Refusal("protocol", "\"argv\" is no list of words");
  if (argv.size() > kMostWords) throw Refusal("denied", "too many words");
  std::vector<std::string> words;
  for (const service::Json& word : argv) words.push_back(word_of(word));
  return words;
}

}  // namespace

Allowed Allowed::usual() {
  return Allowed({"date", "echo", "hostname", "id", "ls", "pwd", "uname", "whoami"});
}

Allowed Allowed::everything() {
  Allowed all({});
  all.has_shell_ = true;
  return all;
}

void Allowed::check(const std::vector<std::string>& argv) const {
  if (argv.empty() || argv.front().empty()) throw Refusal("denied", "an empty command");
  if (has_shell_ || names_.contains(argv.front())) return;
  std::string text = "not allowed here. Allowed are:";
  for (const std::string& name : names_) text += " " + name;
  throw Refusal("denied", text);
}

Order Allowed::order(service::Fields& fields) const {
  Order order;
  if (fields.has("line")) {
    const std::string line = word_of(fields.must("line"));
    if (!has_shell_) throw Refusal("denied", "this server has no shell");
    order.argv = {"sh", "-c", line};
  } else {
    order.argv = words_of(fields.must("argv"));
    check(order.argv);
  }
  order.has_input = fields.flag("stdin");
  if (fields.has("timeout_s")) {
    order.longest = std::chrono::seconds(std::max<std::uint64_t>(
        1, fields.number("timeout_s", Life::kLongest.count() / 1000)));
  }
  fields.done();
  return order;
}

}  // namespace commands
