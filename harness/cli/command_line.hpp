// The command line as a whole: which commands there are, and which of them is asked for.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "cli/completion.hpp"
#include "cli/form.hpp"

namespace stickylab {

class CommandLine {
 public:
  /// Helps in `lang`.
  explicit CommandLine(Lang lang);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  /// A command with options of its own: `declare` says what each is called, and `command` is called
  /// with them. It returns an exit status.
  template <class Options>
  void add(const char* name, const Phrase& help, int (*command)(const Options&),
           void (*declare)(Form&, Options&)) {
    const auto options = std::make_shared<Options>();
    Form form = add_command(name, help, [this, options, command] {
      options->root = root_;
      return command(*options);
    });
    declare(form, *options);
  }

  /// `help [COMMAND]`, which prints what --help does.
  void add_help();

  /// `completion SHELL` and `manual`, which describe all commands that there are then.
  void add_descriptions();

  /// Runs the command that `argv` names, or prints the help or the version that it asks for; with
  /// neither, a welcome. Returns an exit status. Throws UsageError if `argv` cannot be read,
  /// InputError if a word of it seems mistyped, and what the command throws.
  int run(int argc, char** argv);

 private:
  Form add_command(const char* name, const Phrase& help, std::function<int()> command);

  int print_help() const;
  int welcome(const char* called) const;

  std::unique_ptr<CLI::App> app_;
  Lang lang_;
  std::filesystem::path root_;  ///< --root, which all commands have
  Shell shell_{};               ///< for `completion`
  std::string asked_;           ///< the command that `help` is asked about; empty: all
  std::function<int()> chosen_;
};

}  // namespace stickylab
