#include "cli/form.hpp"

#include <CLI/CLI.hpp>

#include "cli/wrong_usage.hpp"

namespace stickylab {

CLI::Option* Form::add(const std::string& name, const Phrase& help, std::size_t most,
                       const Take& take) {
  const auto take_all = [=](const CLI::results_t& words) {
    if (words.size() > most)
      throw UsageError({"{}: at most {} may be given, not {}", "{}：最多给 {} 个，这里给了 {} 个"},
                       name, most, words.size());
    for (const std::string& word : words) take(name, word);
    return true;
  };
  return app_.add_option(name, take_all, std::string(in(lang_, help)))->take_all();
}

void Form::flag(const std::string& name, const Phrase& help, bool& target) {
  add_flag(name, help, [&target] { target = true; });
}

void Form::negated_flag(const std::string& name, const Phrase& help, bool& target) {
  add_flag(name, help, [&target] { target = false; });
}

void Form::add_flag(const std::string& name, const Phrase& help, std::function<void()> take) {
  app_.add_flag_callback(name, std::move(take), std::string(in(lang_, help)))
      ->disable_flag_override()
      ->take_last();
}

void Form::option(const std::string& name, const std::string& sign, const Phrase& help,
                  const Take& take) {
  add(name, help, 1, take)->option_text(sign);
}

void Form::repeated_option(const std::string& name, const std::string& sign, const Phrase& help,
                           const Take& take) {
  add(name, help, kAnyNumber, take)->option_text(sign);
}

void Form::argument(Need need, const std::string& name, const std::string& sign, const Phrase& help,
                    const Take& take) {
  add(name, help, 1, take)->option_text(sign)->required(need == Need::required);
}

void Form::arguments(Need need, const std::string& name, std::size_t most, const Phrase& help,
                     const Take& take) {
  add(name, help, most, take)
      ->expected(1, -1)
      ->allow_extra_args()
      ->required(need == Need::required);
}

void Form::rest(const std::string& sign, const Phrase& help, const Take& take) {
  app_.prefix_command();
  app_.footer(sign + "\n" + std::string(in(lang_, help)));
  app_.parse_complete_callback([&app = app_, sign, take] {
    const std::vector<std::string> words = app.remaining();
    if (!words.empty() && words.front().starts_with("-")) throw_no_option(app, words.front());
    for (const std::string& word : words) take(sign, word);
  });
}

Form Form::one_of(const Phrase& title, const Phrase& help) {
  CLI::App* group =
      app_.add_option_group(std::string(in(lang_, title)), std::string(in(lang_, help)));
  group->set_help_flag();
  group->require_option(1);
  return {*group, lang_};
}

}  // namespace stickylab
