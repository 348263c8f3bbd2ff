// Bytes that travelled, made visible.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/view.hpp"

namespace stickylab {

/// Printable UTF-8 as it is; `\r`, `\n`, `\t` and `\\` as such; any other byte as `\xNN`, so each
/// byte of a character that a boundary cut.
std::string visible(std::string_view bytes);

/// What a program printed: as `visible`, but a backslash stands for itself.
std::string visible_text(std::string_view bytes);

/// At most `width` columns of it: what does not fit is left out in the middle, and counted. `total`
/// is how many bytes there were, if not all were kept.
std::string visible(std::string_view bytes, std::int64_t total, int width, const View& view);

/// The same in quotation marks; `width` counts them.
std::string quoted(std::string_view bytes, std::int64_t total, int width, const View& view);

/// What `quoted` gave, on lines of at most `width` columns: an escape is never broken.
std::vector<std::string> quoted_lines(std::string_view quoted, int width);

}  // namespace stickylab
