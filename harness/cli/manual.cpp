#include "cli/manual.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace stickylab {
namespace {

constexpr Phrase kManualName{"NAME", "名称"};
constexpr Phrase kManualUse{"SYNOPSIS", "概要"};
constexpr Phrase kManualOptions{"OPTIONS", "选项"};
constexpr Phrase kManualCommands{"COMMANDS", "命令"};
constexpr Phrase kManualStatus{"EXIT STATUS", "退出码"};
constexpr Phrase kManualStatuses{
    "0: all reproduced, or all passed. 1: not. 2: wrong usage, or stickylab itself failed. 3: it "
    "could not be judged here.",
    "0：全部重现，或全部通过。1：没有全部重现或通过。2：用法有误，或 stickylab "
    "自身出错。3：在这里无法判定。"};

/// A line of text: no roff request begins it, and dashes stay dashes.
std::string roff(const std::string& text) {
  std::string made;
  for (const char c : text) {
    if (c == '\\')
      made += "\\e";
    else if (c == '-')
      made += "\\-";
    else if (c == '\n')
      made += ' ';
    else
      made += c;
  }
  return made.starts_with('.') || made.starts_with('\'') ? "\\&" + made : made;
}

std::string heading_of(const Phrase& title, Lang lang) {
  return fmt::format(".SH {}\n", in(lang, title));
}

std::string entry(const OptionShape& option) {
  const std::string sign = option.sign.empty() || option.sign == option.names.front()
                               ? ""
                               : fmt::format(" {}", option.sign);
  return fmt::format(".TP\n.B {}\n{}\n",
                     roff(fmt::format("{}{}", fmt::join(option.names, ", "), sign)),
                     roff(option.help));
}

}  // namespace

std::string manual_of(const std::vector<CommandShape>& shapes, Lang lang) {
  const CommandShape& tool = shapes.front();
  std::string page = fmt::format(".TH STICKYLAB 1\n{}stickylab \\- {}\n",
                                 heading_of(kManualName, lang), roff(tool.help));
  page += heading_of(kManualUse, lang);
  for (std::size_t i = 1; i < shapes.size(); ++i)
    page += fmt::format(".br\n.B stickylab {}\n", roff(shapes[i].name));
  page += heading_of(kManualOptions, lang);
  for (const OptionShape& option : tool.options) page += entry(option);
  page += heading_of(kManualCommands, lang);
  for (std::size_t i = 1; i < shapes.size(); ++i) {
    page += fmt::format(".SS stickylab {}\n{}\n", roff(shapes[i].name), roff(shapes[i].help));
    for (const OptionShape& argument : shapes[i].arguments) page += entry(argument);
    for (const OptionShape& option : shapes[i].options) page += entry(option);
  }
  page += heading_of(kManualStatus, lang);
  return page + roff(std::string(in(lang, kManualStatuses))) + "\n";
}

}  // namespace stickylab
