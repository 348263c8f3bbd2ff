// The lesson of a lab, as a file of changes or, of a capstone, as a list.
#pragma once

#include <string>
#include <vector>

#include "catalog/lab.hpp"
#include "report/diff.hpp"
#include "text/view.hpp"

namespace stickylab {

/// Prints the fix as diff -u does. `all` are all lines of both sources; `before` and
/// `after` are their names.
std::string diff_text(const std::vector<DiffLine>& all, const std::string& before,
                      const std::string& after, const View& view);

/// Prints the faults of a capstone's broken version; each with what teaches, cures and proves it.
std::string lessons_text(const Lab& capstone, const View& view);

}  // namespace stickylab
