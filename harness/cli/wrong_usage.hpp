// Says in our own words why CLI11 could not read a command line.
#pragma once

#include <span>
#include <string>

#include "cli/usage_error.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): the name that CLI11 gives it
class App;
class ParseError;
}  // namespace CLI

namespace stickylab {

/// `app` has thrown `error` over `words`: throws UsageError, or InputError if a word seems
/// mistyped, with what may have been meant. The class of the error and the state of `app` tell what
/// is wrong; its sentence, which is another one in each version of CLI11, is not read.
[[noreturn]] void throw_wrong_usage(const CLI::App& app, const CLI::ParseError& error,
                                    std::span<char* const> words);

/// `app` has no command `word`; throws as above.
[[noreturn]] void throw_no_command(const CLI::App& app, const std::string& word);

/// The command `app` has no option `word`, which begins with a dash; throws as above.
[[noreturn]] void throw_no_option(const CLI::App& app, const std::string& word);

}  // namespace stickylab
