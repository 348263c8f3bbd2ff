// `glossary`: what a word of the course means.
#pragma once

#include <filesystem>
#include <string>

#include "command/options.hpp"

namespace stickylab {

struct GlossaryOptions {
  std::filesystem::path root;  ///< not used: the words are compiled in
  std::string term;            ///< a name in either language; empty: all
  ViewOptions view;
};

/// Throws InputError for a word that is not there.
int glossary_command(const GlossaryOptions& options);

}  // namespace stickylab
