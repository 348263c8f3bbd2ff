#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <utility>

#include "cli/help.hpp"
#include "cli/wrong_usage.hpp"
#include "command/options.hpp"

namespace stickylab {
namespace {

constexpr Phrase kTool{"TCP carries a stream of bytes, not messages: see it happen, see it fixed.",
                       "TCP 传的是字节流，不是消息：看它怎样出错，看它怎样改对。"};
constexpr Phrase kHelp{"Print this help message and exit", "显示这份说明后退出"};

}  // namespace

CommandLine::CommandLine(Lang lang)
    : app_(std::make_unique<CLI::App>(std::string(in(lang, kTool)), "stickylab")), lang_(lang) {
  app_->formatter(help_in(lang));
  app_->set_help_flag("-h,--help", std::string(in(lang, kHelp)));
  app_->require_subcommand(1);
  Form(*app_, lang)
      .option("--root", "DIR", {"use the labs and programs below DIR", "使用 DIR 下的实验和程序"},
              text_into(root_));
}

CommandLine::~CommandLine() = default;

Form CommandLine::add_command(const char* name, const Phrase& help, std::function<int()> command) {
  CLI::App* app = app_->add_subcommand(name, std::string(in(lang_, help)));
  app->callback([this, command = std::move(command)] { chosen_ = command; });
  return {*app, lang_};
}

int CommandLine::run(int argc, char** argv) {
  try {
    app_->parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app_->exit(help) == 0 ? kReproduced : kFailed;
  } catch (const CLI::ParseError& error) {
    throw wrong_usage(*app_, error, {argv + 1, argv + argc});
  }
  return chosen_();
}

}  // namespace stickylab
