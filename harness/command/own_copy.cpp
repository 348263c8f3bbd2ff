#include "command/own_copy.hpp"

#include <fmt/core.h>

#include <sstream>

#include "catalog/catalog.hpp"
#include "command/report_output.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

std::string variable(const char* name) { return from_environment(name).value_or(""); }

/// Is it what a shell finds by its name alone?
bool is_in_path(const fs::path& program) {
  std::istringstream folders(variable("PATH"));
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::error_code error;
    const fs::path found = fs::path(folder) / program.filename();
    if (fs::exists(found, error)) return fs::equivalent(found, program, error);
  }
  return false;
}

/// The shortest path from here.
std::string from_here(const fs::path& path) {
  std::error_code error;
  const fs::path here = fs::relative(path, fs::current_path(), error);
  if (error || here.empty() || here.string().starts_with("..")) return path.string();
  return here.string();
}

}  // namespace

fs::path copy_of(const Lab& lab) {
  return fs::current_path() / (lab.folder.filename().string() + ".cpp");
}

std::string make_copy(const Lesson& lesson) {
  std::error_code error;
  if (!fs::exists(lesson.copy)) fs::copy_file(lesson.lab.folder / "broken.cpp", lesson.copy, error);
  return error ? fmt::format("{}: {}", lesson.copy.string(), error.message()) : "";
}

std::vector<std::string> command_for(Wish wish, const Lesson& lesson, const fs::path& root,
                                     const StageOptions& stage, Lang lang) {
  const std::string file = lesson.copy.filename().string();
  if (wish == Wish::edit_copy) return {"/bin/sh", "-c", editor() + " \"$1\"", "sh", file};
  std::vector<std::string> command = {own_path().string()};
  const auto add = [&](const std::vector<std::string>& words) {
    command.insert(command.end(), words.begin(), words.end());
  };
  if (!root.empty()) add({"--root", root.string()});
  add({wish == Wish::try_copy   ? "try"
       : wish == Wish::run_copy ? "run"
                                : "repeat",
       lesson.lab.number, file});
  if (wish == Wish::try_copy) add({"--watch"});
  add({"--lang", lang == Lang::zh ? "zh" : "en"});
  if (stage.net) add({"--net", std::string(net_name(*stage.net))});
  return command;
}

std::string editor() {
  const std::string visual = variable("VISUAL");
  return visual.empty() ? variable("EDITOR") : visual;
}

Places places_here(const Lab& lab) {
  const fs::path tool = own_path();
  return {.tool = is_in_path(tool) ? tool.filename().string() : from_here(tool),
          .bin = from_here(tool.parent_path()),
          .labs = from_here(lab.folder.parent_path())};
}

}  // namespace stickylab
