#include "show/progress.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <charconv>
#include <fstream>
#include <sstream>

#include "catalog/catalog.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kLast = "last";
constexpr std::string_view kStep = "step=";
constexpr std::string_view kGuess = "guess=";
constexpr std::string_view kSeen = "seen";

void take_word(std::string_view word, LabProgress& lab) {
  if (word == kSeen) lab.seen = true;
  if (word.starts_with(kStep)) lab.step = word.substr(kStep.size());
  if (!word.starts_with(kGuess)) return;
  int guess = 0;
  std::from_chars(word.data() + kGuess.size(), word.data() + word.size(), guess);
  lab.guess = std::max(0, guess);
}

}  // namespace

fs::path progress_file(const Environ& environ) {
  const fs::path inside = fs::path("stickylab") / "progress";
  const fs::path state = environ("XDG_STATE_HOME").value_or("");
  if (state.is_absolute()) return state / inside;  // a relative one is to be ignored
  const std::string home = environ("HOME").value_or("");
  return home.empty() ? fs::path() : fs::path(home) / ".local/state" / inside;
}

Progress read_progress(std::istream& in) {
  Progress progress;
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string name;
    if (!(words >> name) || name.starts_with('#')) continue;
    if (name == kLast) {
      words >> progress.last;
      continue;
    }
    LabProgress& lab = progress.labs[name];
    for (std::string word; words >> word;) take_word(word, lab);
  }
  return progress;
}

void write_progress(std::ostream& out, const Progress& progress) {
  out << "# stickylab learn: where you are in each lab, and what you guessed\n";
  for (const auto& [name, lab] : progress.labs) {
    out << name;
    if (!lab.step.empty()) out << ' ' << kStep << lab.step;
    if (lab.guess > 0) out << ' ' << kGuess << lab.guess;
    if (lab.seen) out << ' ' << kSeen;
    out << '\n';
  }
  if (!progress.last.empty()) out << kLast << ' ' << progress.last << '\n';
}

Progress load_progress(const fs::path& file) {
  std::ifstream in(file);
  return read_progress(in);
}

void save_progress(const fs::path& file, const Progress& progress) {
  if (file.empty())
    throw InputError(
        {"neither HOME nor XDG_STATE_HOME is set", "环境变量 HOME 和 XDG_STATE_HOME 都没有设置"});
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  const fs::path draft = fmt::format("{}.{}", file.string(), getpid());
  std::ofstream out(draft);
  write_progress(out, progress);
  const bool written = static_cast<bool>(out.flush());
  if (written) fs::rename(draft, file, error);
  if (written && !error) return;
  std::error_code ignored;
  fs::remove(draft, ignored);
  throw InputError({"{} cannot be written", "无法写入 {}"}, file.string());
}

}  // namespace stickylab
