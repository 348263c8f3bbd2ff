// Text on its way into a page.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/phrase.hpp"

namespace stickylab {

/// JSON that may stand inside <script>: no `<` can end it, and it is JavaScript as well.
std::string script_safe(std::string text);

/// Text that may stand between tags, or as a quoted attribute.
std::string html_safe(std::string_view text);

/// The language's name in HTML.
std::string_view html_lang(Lang lang);

/// The page with each `{{name}}` filled in. Throws std::out_of_range for a name without a value.
std::string filled(std::string_view page, const std::map<std::string_view, std::string>& values);

}  // namespace stickylab
