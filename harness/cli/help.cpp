#include "cli/help.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "text/width.hpp"

namespace stickylab {
namespace {

constexpr int kColumn = 30;  // the descriptions begin here

constexpr Phrase kUsage{"Usage: ", "用法："};
constexpr Phrase kSomeOptions{" [OPTIONS]", " [选项]"};
constexpr Phrase kSubcommand{" SUBCOMMAND\n", " 子命令\n"};
constexpr Phrase kPositionals{"Positionals:\n", "参数：\n"};
constexpr Phrase kOptions{"Options:\n", "选项：\n"};
constexpr Phrase kSubcommands{"Subcommands:\n", "子命令：\n"};
constexpr Phrase kRequired{" REQUIRED", " 必填"};

using Options = std::vector<const CLI::Option*>;

class Help : public CLI::FormatterBase {
 public:
  explicit Help(Lang lang) : lang_(lang) {}

  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode) const override {
    const Options arguments = app->get_options(&is_argument);
    std::string text = app->get_description() + "\n" + usage(*app, name, arguments);
    text += section(kPositionals, arguments, 2);
    const auto [sign, help] = rest_of(*app);
    if (!sign.empty()) text += "\n" + words(kPositionals) + line(sign, help, 2);
    text += section(kOptions, app->get_options(&is_option), 2);
    std::string commands;
    for (const CLI::App* below : app->get_subcommands({})) {
      if (below->get_name().empty()) {
        text += group(*below);
      } else {
        commands += line(below->get_name(), below->get_description(), 2);
      }
    }
    if (!commands.empty()) text += "\n" + words(kSubcommands) + commands;
    return text + "\n";
  }

 private:
  static bool is_argument(const CLI::Option* option) { return option->get_positional(); }
  static bool is_option(const CLI::Option* option) { return option->nonpositional(); }
  /// The sign and the help of what `Form::rest` declared; empty if nothing was.
  static std::pair<std::string, std::string> rest_of(const CLI::App& app) {
    const std::string both = app.get_footer();
    const std::size_t end = std::min(both.find('\n'), both.size());
    return {both.substr(0, end), both.substr(std::min(end + 1, both.size()))};
  }
  static bool is_many(const CLI::Option& option) { return option.get_allow_extra_args(); }

  std::string words(const Phrase& phrase) const { return std::string(in(lang_, phrase)); }

  std::string usage(const CLI::App& app, const std::string& name, const Options& arguments) const {
    std::string text = words(kUsage) + name + words(kSomeOptions);
    for (const CLI::Option* argument : arguments) {
      const std::string sign = argument->get_name(true) + (is_many(*argument) ? "..." : "");
      text += argument->get_required() ? " " + sign : " [" + sign + "]";
    }
    const std::string rest = rest_of(app).first;
    if (!rest.empty()) text += " [" + rest + "]";
    return text + (app.get_parent() == nullptr ? words(kSubcommand) : "\n");
  }

  std::string section(const Phrase& title, const Options& options, int indent) const {
    if (options.empty()) return "";
    std::string text = std::string("\n") + std::string(indent - 2, ' ') + words(title);
    for (const CLI::Option* option : options)
      text += line(option->get_name(is_argument(option), is_option(option)) + sign(*option),
                   option->get_description(), indent);
    return text;
  }

  std::string sign(const CLI::Option& option) const {
    if (!option.get_option_text().empty()) return " " + option.get_option_text();
    if (option.get_expected_max() == 0) return "";  // a flag
    return std::string(" TEXT") + (is_many(option) ? " ..." : "") +
           (option.get_required() ? words(kRequired) : "");
  }

  /// Options of which one must be given.
  std::string group(const CLI::App& app) const {
    return app.get_group() + "\n  " + app.get_description() +
           section(kOptions, app.get_options(&is_option), 4);
  }

  /// A name that is too long for its column has a line to itself.
  static std::string line(const std::string& name, const std::string& description, int indent) {
    const int column = kColumn - 2 + indent;
    std::string text = padded(std::string(indent, ' ') + name, column);
    if (display_width(text) > column || text.back() != ' ') text += "\n" + std::string(column, ' ');
    return text + description + "\n";
  }

  Lang lang_;
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> help_in(Lang lang) { return std::make_shared<Help>(lang); }

}  // namespace stickylab
