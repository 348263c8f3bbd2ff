#include "command/commands.hpp"
#include "command/report_output.hpp"
#include "report/json.hpp"
#include "report/text.hpp"

namespace stickylab {

int list_command(const Options& options) {
  const Prefix prefix = options.root.empty() ? own_prefix() : Prefix{options.root};
  const std::vector<Lab> labs = find_labs(prefix.labs(), {});
  Out out(options);
  out.print(options.format == Format::json ? list_json(labs) : list_text(labs, out.view()));
  return kReproduced;
}

}  // namespace stickylab
