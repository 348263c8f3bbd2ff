// `try --new`: a first receiver of one's own, to start from.
#pragma once

#include <cstdint>
#include <string>

#include "catalog/lab.hpp"

namespace stickylab {

/// The language that it is written in.
enum class Starter : std::uint8_t { python, go, java, node, cpp };

/// Writes the file into the current folder, with comments in `lang`, and returns its name with the
/// lines that try it. `tool` is how the user calls this program. Throws InputError if the lab has
/// no first receiver (`labs` are all that there are), and if there is such a file.
std::string write_starter(Starter starter, const Lab& lab, const std::vector<Lab>& labs,
                          const std::string& tool, Lang lang);

}  // namespace stickylab
