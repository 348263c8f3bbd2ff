// The claims of the documents, and whether they hold.
#pragma once

#include <string>

#include "judge/check.hpp"
#include "text/view.hpp"

namespace stickylab {

/// Document by document, in the order of the results; what no run decides, with the reason; a
/// total, the environment.
std::string claims_text(const Claims& claims, const View& view);

/// The same for the page, in one language.
std::string claims_page_json(const Claims& claims, Lang lang);

}  // namespace stickylab
