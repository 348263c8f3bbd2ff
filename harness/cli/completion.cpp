#include "cli/completion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/strings.hpp"

namespace stickylab {
namespace {

constexpr std::string_view kBashHead = R"(# stickylab: completion for bash
_stickylab() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= words= i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${COMP_WORDS[i]} in
      --root | --lang) ((++i)) ;;
      -*) ;;
      *) command=${COMP_WORDS[i]}; break ;;
    esac
  done
  case $command:$before in
)";
constexpr std::string_view kBashWords = R"(    *)
      case $command in
)";
constexpr std::string_view kBashTail = R"(      esac
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  if [[ ${#COMPREPLY[@]} == 0 ]]; then mapfile -t COMPREPLY < <(compgen -f -- "$word"); fi
}
complete -F _stickylab stickylab
)";
constexpr std::string_view kLabs = "list 2>/dev/null | sed -n 's/^\\([0-9][0-9]\\) .*/\\1/p'";

/// Inside '…' of bash and zsh.
std::string quoted_in_sh(const std::string& text) { return replace_all(text, "'", "'\\''"); }

/// Gives all that may stand at the place of a word: commands, options, fixed values of arguments.
std::string words_after(const CommandShape& shape) {
  std::vector<std::string> words;
  for (const OptionShape& option : shape.options)
    words.insert(words.end(), option.names.begin(), option.names.end());
  for (const OptionShape& argument : shape.arguments)
    words.insert(words.end(), argument.choices.begin(), argument.choices.end());
  return fmt::format("{}", fmt::join(words, " "));
}

std::string names_of(const std::vector<CommandShape>& shapes) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i < shapes.size(); ++i) names.push_back(shapes[i].name);
  return fmt::format("{}", fmt::join(names, " "));
}

std::string bash(const std::vector<CommandShape>& shapes) {
  std::string values;
  std::string words;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const CommandShape& shape = shapes[i];
    const std::string command = i == 0 ? "" : shape.name;
    for (const OptionShape& option : shape.options)
      if (!option.sign.empty())
        values += fmt::format("    {}:{}) words='{}' ;;\n", command, option.names.back(),
                              fmt::join(option.choices, " "));
    words +=
        fmt::format("        {}) words='{}'", command.empty() ? "''" : command, words_after(shape));
    if (command.empty() || shape.takes("COMMAND"))
      words += fmt::format("\" {}\"", names_of(shapes));
    if (shape.takes("LAB")) words += fmt::format("\" $(\"${{COMP_WORDS[0]}}\" {})\"", kLabs);
    words += " ;;\n";
  }
  return std::string(kBashHead) + values + std::string(kBashWords) + words + std::string(kBashTail);
}

/// An option or argument as _arguments takes it.
std::string zsh_of(const OptionShape& option, bool is_argument) {
  std::string help = option.help;
  for (const std::string special : {"\\", "[", "]", ":"})
    help = replace_all(help, special, "\\" + special);
  help = quoted_in_sh(help);
  std::string action = option.choices.empty() ? std::string("_files")
                                              : fmt::format("({})", fmt::join(option.choices, " "));
  if (option.names.front() == "LAB") action = "_stickylab_labs";
  if (option.names.front() == "WORD") action = " ";
  if (option.names.front() == "COMMAND") action = "_stickylab_commands";
  if (is_argument) return fmt::format(" '*:{}:{}'", option.names.front(), action);
  std::string text;
  for (const std::string& name : option.names)
    text += option.sign.empty() ? fmt::format(" '{}[{}]'", name, help)
                                : fmt::format(" '*{}[{}]:value:{}'", name, help, action);
  return text;
}

std::string zsh(const std::vector<CommandShape>& shapes) {
  std::string commands;
  std::string cases;
  for (std::size_t i = 1; i < shapes.size(); ++i) {
    commands += fmt::format("    '{}:{}'\n", shapes[i].name,
                            replace_all(quoted_in_sh(shapes[i].help), ":", "\\:"));
    cases += fmt::format("    {}) _arguments", shapes[i].name);
    for (const OptionShape& option : shapes[i].options)
      cases += " \\\n     " + zsh_of(option, false);
    if (!shapes[i].arguments.empty())
      cases += " \\\n     " + zsh_of(shapes[i].arguments.front(), true);
    cases += " ;;\n";
  }
  return fmt::format(R"~(#compdef stickylab
# stickylab: completion for zsh
_stickylab_labs() {{
  local -a labs
  labs=(${{(f)"$(stickylab {})"}})
  compadd -a labs
}}
_stickylab_commands() {{
  local -a commands
  commands=(
{}  )
  _describe command commands
}}
_stickylab() {{
  if (( CURRENT == 2 )); then
    _stickylab_commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
{}  esac
}}
if [ "$funcstack[1]" = _stickylab ]; then _stickylab "$@"; else compdef _stickylab stickylab; fi
)~",
                     kLabs, commands, cases);
}

/// Inside '…' of fish.
std::string quoted_in_fish(const std::string& text) {
  return replace_all(replace_all(text, "\\", "\\\\"), "'", "\\'");
}

std::string fish(const std::vector<CommandShape>& shapes) {
  std::string text = "# stickylab: completion for fish\n";
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const CommandShape& shape = shapes[i];
    const std::string where = i == 0 ? std::string("__fish_use_subcommand")
                                     : fmt::format("__fish_seen_subcommand_from {}", shape.name);
    if (i > 0)
      text += fmt::format("complete -c stickylab -n __fish_use_subcommand -f -a {} -d '{}'\n",
                          shape.name, quoted_in_fish(shape.help));
    for (const OptionShape& option : shape.options) {
      text += fmt::format("complete -c stickylab -n '{}'", where);
      for (const std::string& name : option.names)
        text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      if (!option.choices.empty())
        text += fmt::format(" -x -a '{}'", fmt::join(option.choices, " "));
      if (option.choices.empty() && !option.sign.empty()) text += " -r";
      text += fmt::format(" -d '{}'\n", quoted_in_fish(option.help));
    }
    if (shape.takes("LAB"))
      text += fmt::format("complete -c stickylab -n '{}' -a \"(stickylab {})\"\n", where,
                          replace_all(std::string(kLabs), "\\", "\\\\"));
    for (const OptionShape& argument : shape.arguments)
      if (!argument.choices.empty())
        text += fmt::format("complete -c stickylab -n '{}' -f -a '{}'\n", where,
                            fmt::join(argument.choices, " "));
    if (shape.takes("COMMAND"))
      text += fmt::format("complete -c stickylab -n '{}' -f -a '{}'\n", where, names_of(shapes));
  }
  return text;
}

}  // namespace

std::string completion_for(Shell shell, const std::vector<CommandShape>& shapes) {
  if (shell == Shell::bash) return bash(shapes);
  return shell == Shell::zsh ? zsh(shapes) : fish(shapes);
}

}  // namespace stickylab
