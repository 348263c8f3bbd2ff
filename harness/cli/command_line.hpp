// The command line as a whole: which commands there are, and which of them is asked for.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

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

  /// Runs the command that `argv` names, or prints the help that it asks for. Returns an exit
  /// status. Throws UsageError if `argv` cannot be read, and what the command throws.
  int run(int argc, char** argv);

 private:
  Form add_command(const char* name, const Phrase& help, std::function<int()> command);

  std::unique_ptr<CLI::App> app_;
  Lang lang_;
  std::filesystem::path root_;  ///< --root, which all commands have
  std::function<int()> chosen_;
};

}  // namespace stickylab
