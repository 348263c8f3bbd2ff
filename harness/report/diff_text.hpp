// The lesson of a lab, as a file of changes or, of a capstone, as a list.
#pragma once

#include <string>
#include <vector>

#include "catalog/lab.hpp"
#include "report/diff.hpp"
#include "text/view.hpp"

namespace stickylab {

/// What the fix changes, as diff -u prints it. `all` are all lines of both sources; `before` and
/// `after` are their names.
std::string diff_text(const std::vector<DiffLine>& all, const std::string& before,
                      const std::string& after, const View& view);

/// What breaks in a capstone, and what teaches, cures and proves each.
std::string lessons_text(const Lab& capstone, const View& view);

}  // namespace stickylab
