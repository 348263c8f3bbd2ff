#include "command/glossary_command.hpp"

#include "command/report_output.hpp"
#include "report/glossary.hpp"

namespace stickylab {

int glossary_command(const GlossaryOptions& options) {
  const Lang lang = options.view.lang;
  const auto terms = options.term.empty() ? glossary(lang) : find_terms(options.term, lang);
  Out out(options.view);
  out.print(joined(glossary_lines(terms, out.view())));
  return kReproduced;
}

}  // namespace stickylab
