#include "command/lab_program.hpp"

namespace stickylab {

void must_be_for_people(const std::filesystem::path& file, Format format) {
  if (file.empty() || format == Format::text) return;
  throw InputError({"{}: a file of yours is run for people; --format text",
                    "{}：你自己的文件只有给人看的结果；请用 --format text"},
                   file.string());
}

LabProgram::LabProgram(const LabRuns& runs, Version version, const std::filesystem::path& file)
    : spec_(runs.run(runs.labs().front(), file.empty() ? version : Version::fixed)),
      meant_(runs.labs().front().meant) {
  if (file.empty()) return;
  must_be_cpp(file);
  compiled_.emplace(file, runs.prefix().root, runs.labs().front());
  for (const Actor actor : {kSender, kReceiver})
    spec_.program(actor).command.front() = compiled_->path();
  meant_.gate = GateNone{};
}

}  // namespace stickylab
