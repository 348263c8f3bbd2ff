// Says in our own words why CLI11 could not read a command line.
#pragma once

#include <span>

#include "cli/usage_error.hpp"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace stickylab {

/// `app` has thrown `error` over `words`. The class of the error and the state of `app` tell what
/// is wrong; its sentence, which is another one in each version of CLI11, is not read.
UsageError wrong_usage(const CLI::App& app, const CLI::ParseError& error,
                       std::span<char* const> words);

}  // namespace stickylab
