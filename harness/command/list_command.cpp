#include "command/list_command.hpp"

#include "command/prefix.hpp"
#include "command/report_output.hpp"
#include "report/json.hpp"
#include "report/text.hpp"

namespace stickylab {

int list_command(const ListOptions& options) {
  const std::vector<Lab> labs = find_labs(prefix_of(options.root).labs(), {});
  Out out(options.view);
  out.print(options.view.format == Format::json ? list_json(labs) : list_text(labs, out.view()));
  return kReproduced;
}

}  // namespace stickylab
