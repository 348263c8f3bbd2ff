#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <utility>

#include "cli/help.hpp"
#include "cli/wrong_usage.hpp"
#include "command/options.hpp"
#include "text/phrases.hpp"

namespace stickylab {

CommandLine::CommandLine(Lang lang)
    : app_(std::make_unique<CLI::App>(
          std::string(phrase(
              "TCP carries a stream of bytes, not messages: see it happen, see it fixed.", lang)),
          "stickylab")),
      lang_(lang) {
  app_->formatter(help_in(lang));
  app_->set_help_flag("-h,--help", std::string(phrase("Print this help message and exit", lang)));
  app_->require_subcommand(1);
  Form(*app_, lang)
      .option("--root", "DIR", "use the labs and programs below DIR", text_into(root_));
}

CommandLine::~CommandLine() = default;

Form CommandLine::add_command(const char* name, const char* help, std::function<int()> command) {
  CLI::App* app = app_->add_subcommand(name, std::string(phrase(help, lang_)));
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
