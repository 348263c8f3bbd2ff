// The student's own copy of a lab's broken.cpp, and the commands that run it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/options.hpp"
#include "show/learn.hpp"
#include "show/lesson.hpp"

namespace stickylab {

/// Its path, there already or not: in the folder that the student is in.
std::filesystem::path copy_of(const Lab& lab);

/// Makes it, unless it is there. Returns why that failed; empty if it did not.
std::string make_copy(const Lesson& lesson);

/// The command for a wish that is about the copy. `root` is --root, or empty.
std::vector<std::string> command_for(Wish wish, const Lesson& lesson,
                                     const std::filesystem::path& root, const StageOptions& stage,
                                     Lang lang);

/// VISUAL, else EDITOR; empty if neither is set.
std::string editor();

/// The tool's parts as they are to be typed in the folder that the student is in.
Places places_here(const Lab& lab);

}  // namespace stickylab
