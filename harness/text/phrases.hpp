// What the command line says beside its reports, in English and Chinese: errors and help.
#pragma once

#include <string>
#include <string_view>

#include "base/input_error.hpp"
#include "text/view.hpp"

namespace stickylab {

/// Translates `english`, a literal from the call site; returns it unchanged if there is no
/// translation.
std::string_view phrase(std::string_view english, Lang lang);

/// What is wrong, in `lang`. Details from the system and of lab.toml stay English.
std::string error_text(const InputError& error, Lang lang);

}  // namespace stickylab
