#include "cli/wrong_usage.hpp"

#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/nearest.hpp"
#include "cli/shape.hpp"

namespace stickylab {
namespace {

/// The command that was read, or else `app`.
const CLI::App& command_of(const CLI::App& app) {
  const auto commands = app.get_subcommands();
  return commands.empty() ? app : *commands.front();
}

UsageError something_missing(const CLI::App& app) {
  const CLI::App& command = command_of(app);
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_required() || option->count() > 0) continue;
    if (option->get_option_text().empty())
      return UsageError({"{} is required", "缺少 {}"}, option->get_name());
    return UsageError({"{} is required: {}", "缺少 {}：{}"}, option->get_name(),
                      option->get_option_text());
  }
  for (const CLI::App* group : command.get_subcommands({})) {
    std::vector<std::string> names;
    std::size_t given = 0;
    for (const CLI::Option* option : group->get_options()) {
      names.push_back(option->get_name());
      given += option->count() > 0 ? 1 : 0;
    }
    const std::string all = fmt::format("{}", fmt::join(names, ","));
    if (given == 0)
      return UsageError({"Exactly 1 option from [{}] is required", "{} 这些选项必须用一个"}, all);
    return UsageError({"Exactly 1 option from [{}] is required and {} were given",
                       "{} 这些选项只能用一个，这里用了 {} 个"},
                      all, given);
  }
  return UsageError({"something is missing", "还缺少一些内容"});
}

UsageError not_expected(const CLI::App& app) {
  std::vector<std::string> words = app.remaining(true);
  const CLI::App& command = command_of(app);
  if (&command == &app && !words.front().starts_with("-")) throw_no_command(app, words.front());
  for (const std::string& word : words)
    if (word.starts_with("-")) throw_no_option(command, word);
  std::reverse(words.begin(), words.end());
  const std::string all = fmt::format("{}", fmt::join(words, " "));
  if (words.size() == 1)
    return UsageError({"The following argument was not expected: {}", "未知或多余的参数：{}"}, all);
  return UsageError({"The following arguments were not expected: {}", "未知或多余的参数：{}"}, all);
}

/// An option lacks its value, and so it is the last word; or a flag has got one.
UsageError wrong_number(const CLI::App& app, std::span<char* const> words) {
  std::string name;
  for (const char* word : words) {
    name = word;
    const std::size_t sign = name.find('=');
    const bool has_value = sign + 1 < name.size() && sign != std::string::npos;
    name.resize(std::min(sign, name.size()));
    const CLI::Option* option = command_of(app).get_option_no_throw(name);
    if (has_value && option != nullptr && option->get_expected_max() == 0)
      return UsageError({"{}: takes no value", "{}：不能带值"}, name);
  }
  return UsageError({"{}: the value is missing", "{}：后面缺少值"}, name);
}

}  // namespace

void throw_no_command(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  if (const auto meant = nearest(word, names))
    throw InputError({"no command {}; did you mean {}?", "没有命令 {}；是不是 {}？"}, word, *meant);
  throw UsageError({"no command {}", "没有命令 {}"}, word);
}

void throw_no_option(const CLI::App& app, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  std::vector<std::string> names;
  for (const OptionShape& option : shape_of(app).options)
    names.insert(names.end(), option.names.begin(), option.names.end());
  if (const auto meant = nearest(name, names))
    throw InputError({"no option {}; did you mean {}?", "没有选项 {}；是不是 {}？"}, name, *meant);
  throw UsageError({"no option {}", "没有选项 {}"}, name);
}

void throw_wrong_usage(const CLI::App& app, const CLI::ParseError& error,
                       std::span<char* const> words) {
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) throw something_missing(app);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) throw not_expected(app);
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) throw wrong_number(app, words);
  throw UsageError(kAsTheLibrarySays, error.what());
}

}  // namespace stickylab
