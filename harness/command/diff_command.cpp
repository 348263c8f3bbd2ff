#include "command/diff_command.hpp"

#include "command/lab_sources.hpp"
#include "command/prefix.hpp"
#include "command/report_output.hpp"
#include "report/diff_text.hpp"

namespace stickylab {

int diff_command(const DiffOptions& options) {
  const Lab lab = find_labs(prefix_of(options.root).labs(), {options.lab}).front();
  const std::string folder = "labs/" + lab.folder.filename().string();
  Out out(options.view);
  out.print(lab.is_capstone() ? lessons_text(lab, out.view())
                              : diff_text(code_of(lab), folder + "/broken.cpp",
                                          folder + "/fixed.cpp", out.view()));
  return kReproduced;
}

}  // namespace stickylab
