#include "report/yaml.hpp"

#include <fmt/format.h>

#include "text/payload.hpp"

namespace stickylab {
namespace {

/// In single quotes nothing has a meaning but the quote, so `\x` stays as it is.
std::string scalar(std::string_view text) {
  std::string yaml = "'";
  for (const char c : visible_text(text)) yaml += c == '\'' ? std::string("''") : std::string(1, c);
  return yaml + "'";
}

}  // namespace

void Yaml::text(std::string_view key, std::string_view value) {
  line(fmt::format("{}: {}", key, scalar(value)));
}

void Yaml::number(std::string_view key, int value) { line(fmt::format("{}: {}", key, value)); }

void Yaml::list(std::string_view key, const std::vector<std::string>& values) {
  line(fmt::format("{}:{}", key, values.empty() ? " []" : ""));
  for (const std::string& value : values) line("  - " + scalar(value));
}

void Yaml::block(std::string_view key, std::string_view text) {
  line(fmt::format("{}: |", key));
  for (; !text.empty(); text.remove_prefix(text.find('\n') + 1))
    line(fmt::format("  {}", text.substr(0, text.find('\n'))));
}

void Yaml::line(std::string_view text) { out_ += fmt::format("{:{}}{}\n", "", indent_, text); }

}  // namespace stickylab
