#include "command/export_command.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/system_error.hpp"
#include "command/lab_sources.hpp"
#include "command/prefix.hpp"
#include "command/shown_connection.hpp"
#include "command/text_file.hpp"
#include "report/asciicast.hpp"
#include "report/html.hpp"
#include "report/pcapng.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

constexpr int kFilmWidth = 120;  // columns: each of three lanes has room for a call

/// Calls `work`. An error that does not name `file` itself gets its name.
template <class Work>
auto said_of(const fs::path& file, const Work& work) {
  try {
    return work();
  } catch (const InputError&) {
    throw;
  } catch (const std::runtime_error& error) {
    throw InputError({"{}: {}", "{}：{}"}, file.string(), error.what());
  }
}

Recording read_recording(const fs::path& file) {
  return said_of(file, [&] {
    std::ifstream in(file);
    if (!in) throw_errno("open");
    if (fs::is_directory(file))
      throw InputError({"{}: a folder, not a recording", "{}：这是目录，不是记录文件"},
                       file.string());
    return read_ndjson(in);
  });
}

/// The lab of a recording, if it is among those here.
std::optional<Lab> lab_of(const RunInfo& info, const ExportOptions& options) {
  for (Lab& lab : find_labs(prefix_of(options.root).labs(), {}))
    if (lab.number == info.lab && lab.name == info.name) return std::move(lab);
  return std::nullopt;
}

std::string capture(const Trace& trace, const ExportOptions& options) {
  const auto& evidence = trace.info().evidence;
  if (std::find(evidence.begin(), evidence.end(), "wire") == evidence.end()) {
    must_not_be_local(trace, options.recordings.front().string());
    throw InputError(
        {"{}: no packets to export: {} has no wire to watch; record the run with --net {}",
         "{}：没有数据包可导出，因为 {} 没有可看的链路；请用 --net {} 重新记录一次"},
        options.recordings.front().string(), net_name(trace.info().net), net_name(Net::two_hosts));
  }
  const std::optional<Lab> lab = lab_of(trace.info(), options);
  return pcapng(trace, lab ? &*lab : nullptr, options.lang, options.shown.connection);
}

std::string document(const Recording& recording) {
  std::ostringstream text;
  write_json(text, recording);
  return text.str();
}

/// Judges a recording of no known lab by nothing.
Meant meant_by(const std::optional<Lab>& lab) { return lab ? lab->meant : Meant{}; }

std::string film(const Trace& trace, const ExportOptions& options) {
  const std::optional<Lab> lab = lab_of(trace.info(), options);
  const View view{.lang = options.lang,
                  .width = options.width == 0 ? kFilmWidth : options.width,
                  .color = true,
                  .shown = options.shown};
  return asciicast(lab ? &*lab : nullptr, trace, observe(meant_by(lab), trace), view);
}

/// Shows one run, or both of a lab beside each other.
std::string page(std::vector<Trace> traces, const ExportOptions& options) {
  const auto version = [](const Trace& trace) { return trace.info().version; };
  std::sort(traces.begin(), traces.end(),
            [&](const Trace& a, const Trace& b) { return version(a) < version(b); });
  const RunInfo& info = traces.front().info();
  const std::optional<Lab> lab = lab_of(info, options);
  Replay replay = replay_of(lab ? &*lab : nullptr);
  for (const Trace& trace : traces) replay.runs.push_back({trace, observe(meant_by(lab), trace)});
  if (traces.size() == 2) {
    const RunInfo& other = traces.back().info();
    if (!lab || info.lab != other.lab || info.version == other.version || info.net != other.net)
      throw InputError(
          {"two recordings make a page where they are broken and fixed of one lab, on one network",
           "两份记录要放进一个网页，必须是同一个实验的出错版和修正版，而且 --net 相同"});
    replay.comparison = compare(*lab, traces.front(), traces.back());
  }
  replay.connection = options.shown.connection;
  return html_page({replay}, options.lang);
}

std::string exported(const ExportOptions& options) {
  if (options.shown.connection != 0 && !options.json.empty())
    throw InputError({"--json is the whole recording: leave out --connection",
                      "--json 写的是整份记录：请去掉 --connection"});
  const char* part = part_of_lanes(options.shown);
  if (part != nullptr && options.cast.empty())
    throw InputError({"{}: only --cast shows a part of the lanes; leave it out",
                      "{}：只有 --cast 能只导出分栏图的一部分；请去掉它"},
                     part);
  must_make_sense(options.shown);
  std::vector<Trace> traces;
  for (const fs::path& file : options.recordings) traces.emplace_back(read_recording(file));
  for (const Trace& trace : traces) must_have(trace, options.shown);
  if (!options.html.empty()) return page(std::move(traces), options);
  if (traces.size() > 1)
    throw InputError(
        {"two recordings: only --html shows both", "给了两份记录：只有 --html 能同时展示两份"});
  return said_of(options.recordings.front(), [&] {
    if (!options.pcapng.empty()) return capture(traces.front(), options);
    if (!options.cast.empty()) return film(traces.front(), options);
    return document(traces.front().recording());
  });
}

}  // namespace

int export_command(const ExportOptions& options) {
  const std::string bytes = exported(options);
  for (const fs::path& file : {options.pcapng, options.json, options.cast, options.html})
    if (!file.empty()) write_file(file, bytes);
  return kReproduced;
}

}  // namespace stickylab
