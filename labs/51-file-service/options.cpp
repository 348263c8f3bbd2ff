#include "options.hpp"

#include <charconv>
#include <functional>
#include <map>
#include <stdexcept>

namespace files {
namespace {

void set_place(Options& options, const std::string& place) {
  const std::size_t colon = place.rfind(':');
  if (colon == std::string::npos) throw WrongUsage(place + " is no HOST:PORT");
  options.host = place.substr(0, colon);
  options.port = place.substr(colon + 1);
  if (options.host.starts_with('[') && options.host.ends_with(']')) {
    options.host = options.host.substr(1, options.host.size() - 2);
  }
}

std::uint64_t number(const std::string& text) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end) throw WrongUsage(text + " is no number");
  return value;
}

using Set = std::function<void(Options&, const std::string&)>;

const std::map<std::string, Set>& settings() {
  static const std::map<std::string, Set> settings = {
      {"--listen", set_place},
      {"--connect", set_place},
      {"--root", [](Options& o, const std::string& value) { o.root = value; }},
      {"--user", [](Options& o, const std::string& value) { o.user = value; }},
      {"--pin", [](Options& o, const std::string& value) { o.pin = value; }},
      {"--known-servers",
       [](Options& o, const std::string& value) { o.known_servers = value; }},
      {"--password-file",
       [](Options& o, const std::string& value) { o.password_file = value; }},
      {"--quota",
       [](Options& o, const std::string& value) { o.quota = number(value); }},
  };
  return settings;
}

void set_word(Options& options, const std::string& word) {
  if (word == "--plain") {
    options.plain = true;
  } else if (word == "--replace") {
    options.replace = true;
  } else if (word.starts_with("--")) {
    throw WrongUsage("there is no option " + word);
  } else if (options.role.empty()) {
    options.role = word;
  } else {
    options.words.push_back(word);
  }
}

}  // namespace

Options read_options(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  Options options;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto setting = settings().find(words[i]);
    if (setting != settings().end()) {
      if (++i == words.size()) throw WrongUsage(words[i - 1] + " needs a value");
      setting->second(options, words[i]);
    } else {
      set_word(options, words[i]);
    }
  }
  return options;
}

}  // namespace files
