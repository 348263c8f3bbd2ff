#include "command/keep.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>

#include "base/input_error.hpp"
#include "report/pcapng.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

std::string file_name(const RunInfo& info, int run) {
  if (info.lab.empty()) return "observed";
  const std::string number = run > 0 ? fmt::format("-{}", run) : "";
  return fmt::format("{}-{}-{}{}", info.lab, info.name, version_name(info.version), number);
}

template <class Write>
void write(const fs::path& folder, const std::string& name, const Write& write_into) {
  std::error_code error;
  fs::create_directories(folder, error);
  const fs::path file = folder / name;
  std::ofstream out(file, std::ios::binary);
  write_into(out);
  if (!out.flush())
    throw InputError({"--record: {} cannot be written; name another folder",
                      "--record：无法写入 {}；请换一个目录"},
                     file.string());
}

}  // namespace

void keep(const fs::path& folder, const Recording& recording, int run) {
  keep(folder, recording, file_name(recording.info, run));
}

void keep(const fs::path& folder, const Recording& recording, const std::string& name) {
  if (folder.empty()) return;
  write(folder, name + ".ndjson", [&](std::ostream& out) { write_ndjson(out, recording); });
}

void keep_capture(const fs::path& folder, const Trace& trace, const std::string& name, Lang lang) {
  const auto is_packet = [](const Event& event) {
    return std::holds_alternative<Segment>(event.data);
  };
  if (folder.empty() || std::ranges::none_of(trace.events(), is_packet)) return;
  write(folder, name + ".pcapng", [&](std::ostream& out) { out << pcapng(trace, nullptr, lang); });
}

}  // namespace stickylab
