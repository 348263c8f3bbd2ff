#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>

#include "command/commands.hpp"
#include "command/out.hpp"
#include "report/pcapng.hpp"
#include "stage/system_error.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

Recording read_recording(const fs::path& file) {
  std::ifstream in(file);
  if (!in) throw_errno("open");
  if (fs::is_directory(file)) throw InputError("a folder, not a recording");
  return read_ndjson(in);
}

/// The lab of a recording, if it is among those here.
std::optional<Lab> lab_of(const RunInfo& info, const Options& options) {
  const Prefix prefix = options.root.empty() ? own_prefix() : Prefix{options.root};
  for (Lab& lab : find_labs(prefix.labs(), {}))
    if (lab.number == info.lab && lab.name == info.name) return std::move(lab);
  return std::nullopt;
}

std::string capture(const Recording& recording, const Options& options) {
  const auto& evidence = recording.info.evidence;
  if (std::find(evidence.begin(), evidence.end(), "wire") == evidence.end())
    throw InputError(
        fmt::format("no packets to export: {} has no wire to watch; record the run with --net {}",
                    net_name(recording.info.net), net_name(Net::two_hosts)));
  const std::optional<Lab> lab = lab_of(recording.info, options);
  return pcapng(recording, lab ? &*lab : nullptr, choose_lang(options.lang, from_environment));
}

std::string document(const Recording& recording) {
  std::ostringstream text;
  write_json(text, recording);
  return text.str();
}

std::string exported(const Options& options) {
  try {
    const Recording recording = read_recording(options.recording);
    return options.pcapng.empty() ? document(recording) : capture(recording, options);
  } catch (const std::runtime_error& error) {
    throw InputError(fmt::format("{}: {}", options.recording.string(), error.what()));
  }
}

void write_file(const fs::path& name, const std::string& bytes) {
  std::ofstream file;
  if (name != "-") file.open(name, std::ios::binary);
  std::ostream& out = name == "-" ? std::cout : file;
  out << bytes;
  if (!out.flush()) throw_errno("write " + name.string());
}

}  // namespace

int export_command(const Options& options) {
  write_file(options.pcapng.empty() ? options.json : options.pcapng, exported(options));
  return kReproduced;
}

}  // namespace stickylab
