// The options of a command, as they are declared: their names, what the help says of them, and the
// targets of their values. CLI11 splits the command line into names and words; it is told no more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cli/values.hpp"
#include "text/view.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): the name that CLI11 gives it
class App;
class Option;
}  // namespace CLI

namespace stickylab {

enum class Need : std::uint8_t { required, optional };

inline constexpr std::size_t kAnyNumber = static_cast<std::size_t>(-1);

/// Declares the options and arguments of one command. `sign` stands for a value in the help, and
/// `help` says what it is for. What is not given is not taken: its target keeps its value.
class Form {
 public:
  /// Writes the help in `lang`. `app` must outlive this, and what takes values the parsing.
  Form(CLI::App& app, Lang lang) : app_(app), lang_(lang) {}

  Lang lang() const { return lang_; }

  void flag(const std::string& name, const Phrase& help, bool& target);

  /// Makes `target` false.
  void negated_flag(const std::string& name, const Phrase& help, bool& target);

  /// Takes its value once: to give it twice is wrong usage.
  void option(const std::string& name, const std::string& sign, const Phrase& help,
              const Take& take);

  /// Takes each of its values, in their order.
  void repeated_option(const std::string& name, const std::string& sign, const Phrase& help,
                       const Take& take);

  /// An argument is told by its place, and has no dashes. Without a `sign` the help says that it is
  /// a text, and whether it is required.
  void argument(Need need, const std::string& name, const std::string& sign, const Phrase& help,
                const Take& take);

  /// Takes as many arguments as are given; more than `most` are wrong usage.
  void arguments(Need need, const std::string& name, std::size_t most, const Phrase& help,
                 const Take& take);

  /// Takes all words from the first on that is neither an option nor the value of one, as they are:
  /// an option behind it belongs to somebody else. Not for a command that has arguments.
  void rest(const std::string& sign, const Phrase& help, const Take& take);

  /// A form for options of which exactly one must be given.
  Form one_of(const Phrase& title, const Phrase& help);

 private:
  void add_flag(const std::string& name, const Phrase& help, std::function<void()> take);
  CLI::Option* add(const std::string& name, const Phrase& help, std::size_t most, const Take& take);

  CLI::App& app_;
  Lang lang_;
};

}  // namespace stickylab
