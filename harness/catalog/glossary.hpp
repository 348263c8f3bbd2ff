// The words of the course, as docs/glossary.md states them; it is compiled in.
#pragma once

#include <string>
#include <vector>

#include "base/phrase.hpp"

namespace stickylab {

struct Term {
  std::vector<std::string> names;  ///< in both languages; the first is of the language asked for
  std::string meaning;             ///< plain text, one paragraph
  std::string source;              ///< its definition, and the labs that are about it
};

/// All terms, in the document's order.
std::vector<Term> glossary(Lang lang);

/// Those with the name `word`, else those with a name that contains it. Small letters, blanks,
/// hyphens and underscores make no difference. Throws InputError if there is none.
std::vector<Term> find_terms(const std::string& word, Lang lang);

}  // namespace stickylab
