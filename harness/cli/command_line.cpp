#include "cli/command_line.hpp"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <utility>

#include "cli/help.hpp"
#include "cli/manual.hpp"
#include "cli/shared_options.hpp"
#include "cli/version.hpp"
#include "cli/wrong_usage.hpp"
#include "command/options.hpp"
#include "command/welcome_command.hpp"

namespace stickylab {
namespace {

constexpr Phrase kTool{"TCP carries a stream of bytes, not messages: see it happen, see it fixed.",
                       "TCP 传的是字节流，不是消息：看它出错，再看怎么改。"};
constexpr Phrase kHelp{"Print this help message and exit", "显示这份说明后退出"};
constexpr Phrase kHelpOf{"what there is, or what one command does", "有哪些命令，或某个命令怎么用"};
constexpr Phrase kCompletionHelp{"a script that makes a shell complete words",
                                 "打印让 shell 能自动补全的脚本"};
constexpr Phrase kManualHelp{"the manual page, for man", "打印手册页，供 man 显示"};
constexpr Phrase kVersionHelp{"Print version, commit and kernel, and exit",
                              "显示版本、提交号和内核后退出"};

}  // namespace

CommandLine::CommandLine(Lang lang)
    : app_(std::make_unique<CLI::App>(std::string(in(lang, kTool)), "stickylab")), lang_(lang) {
  app_->formatter(help_in(lang));
  app_->set_help_flag("-h,--help", std::string(in(lang, kHelp)));
  app_->require_subcommand(0, 1);
  app_->add_flag_callback(
      "--version", [] { throw CLI::CallForVersion(version_line(), 0); },
      std::string(in(lang, kVersionHelp)));
  Form form(*app_, lang);
  form.option("--root", "DIR", {"use the labs and programs below DIR", "使用 DIR 下的实验和程序"},
              text_into(root_));
  declare_lang(form, lang_);
}

CommandLine::~CommandLine() = default;

Form CommandLine::add_command(const char* name, const Phrase& help, std::function<int()> command) {
  CLI::App* app = app_->add_subcommand(name, std::string(in(lang_, help)));
  app->callback([this, command = std::move(command)] { chosen_ = command; });
  return {*app, lang_};
}

void CommandLine::add_help() {
  Form form = add_command("help", kHelpOf, [this] { return print_help(); });
  form.argument(Need::optional, "COMMAND", "",
                {"the command; none means all", "命令；不写就是全部"}, text_into(asked_));
  declare_lang(form, lang_);
}

void CommandLine::add_descriptions() {
  static const Choices<Shell> shells = {
      {"bash", Shell::bash}, {"zsh", Shell::zsh}, {"fish", Shell::fish}};
  Form completion = add_command("completion", kCompletionHelp, [this] {
    fmt::print("{}", completion_for(shell_, shapes_of(*app_)));
    return kReproduced;
  });
  completion.argument(Need::required, "SHELL", words_of(shells),
                      {"the shell that reads it", "给哪种 shell 用"}, choice_into(shell_, shells));
  declare_lang(completion, lang_);
  Form manual = add_command("manual", kManualHelp, [this] {
    fmt::print("{}", manual_of(shapes_of(*app_), lang_));
    return kReproduced;
  });
  declare_lang(manual, lang_);
}

int CommandLine::print_help() const {
  const CLI::App* app = app_.get();
  for (const CLI::App* command : app_->get_subcommands({}))
    if (command->get_name() == asked_) app = command;
  const bool is_all = app == app_.get();
  if (is_all && !asked_.empty()) throw_no_command(*app_, asked_);
  const std::string name = app_->get_name() + (is_all ? "" : " " + asked_);
  fmt::print("{}", app->get_formatter()->make_help(app, name, CLI::AppFormatMode::Normal));
  return kReproduced;
}

/// A tool that was called by a path is not on the PATH.
int CommandLine::welcome(const char* called) const {
  WelcomeOptions options{.root = root_, .lang = lang_};
  if (std::string_view(called).find('/') != std::string_view::npos) options.name = called;
  return welcome_command(options);
}

int CommandLine::run(int argc, char** argv) {
  try {
    app_->parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app_->exit(help) == 0 ? kReproduced : kFailed;
  } catch (const CLI::ParseError& error) {
    throw_wrong_usage(*app_, error, {argv + 1, argv + argc});
  }
  return chosen_ ? chosen_() : welcome(argv[0]);
}

}  // namespace stickylab
