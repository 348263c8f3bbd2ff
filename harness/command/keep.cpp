#include "command/keep.hpp"

#include <fmt/core.h>

#include <fstream>

#include "base/input_error.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

std::string file_name(const RunInfo& info, int run) {
  if (info.lab.empty()) return "observed";
  const std::string number = run > 0 ? fmt::format("-{}", run) : "";
  return fmt::format("{}-{}-{}{}", info.lab, info.name, version_name(info.version), number);
}

}  // namespace

void keep(const fs::path& folder, const Recording& recording, int run) {
  keep(folder, recording, file_name(recording.info, run));
}

void keep(const fs::path& folder, const Recording& recording, const std::string& name) {
  if (folder.empty()) return;
  std::error_code error;
  fs::create_directories(folder, error);
  const fs::path file = folder / (name + ".ndjson");
  std::ofstream out(file);
  write_ndjson(out, recording);
  if (!out.flush())
    throw InputError({"--record: {} cannot be written; name another folder",
                      "--record：无法写入 {}；请换一个目录"},
                     file.string());
}

}  // namespace stickylab
