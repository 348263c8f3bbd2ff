// What the command line says beside its reports, in English and Chinese: errors and help.
#pragma once

#include <string>
#include <string_view>

#include "base/input_error.hpp"
#include "text/view.hpp"

namespace stickylab {

/// `english`, as it stands where it is said, in `lang`; as it is where nothing is known of it.
std::string_view phrase(std::string_view english, Lang lang);

/// What is wrong, in `lang`. Details from the system and of lab.toml stay English.
std::string error_text(const InputError& error, Lang lang);

}  // namespace stickylab
