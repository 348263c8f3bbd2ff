#include "show/progress.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
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
constexpr std::string_view kReads = "reads=";
constexpr std::string_view kSeen = "seen";
constexpr std::string_view kTried = "tried";

int choice_in(std::string_view word) {
  int choice = 0;
  std::from_chars(word.data(), word.data() + word.size(), choice);
  return std::max(0, choice);
}

void take_word(std::string_view word, LabProgress& lab) {
  if (word == kSeen) lab.seen = true;
  if (word == kTried) lab.tried = true;
  if (word.starts_with(kStep)) lab.step = word.substr(kStep.size());
  if (word.starts_with(kGuess)) lab.guess = choice_in(word.substr(kGuess.size()));
  if (word.starts_with(kReads)) lab.reads = choice_in(word.substr(kReads.size()));
}

LabState state_of(const Lab& lab, const LabProgress& kept) {
  if (!kept.seen) return LabState::open;
  const bool guessed = kept.guess > 0 && kept.guess <= std::ssize(lab.predict.choices);
  if (!guessed) return LabState::done;
  return kept.guess == lab.predict.answer + 1 ? LabState::right : LabState::wrong;
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
    if (lab.reads > 0) out << ' ' << kReads << lab.reads;
    if (lab.tried) out << ' ' << kTried;
    out << '\n';
  }
  if (!progress.last.empty()) out << kLast << ' ' << progress.last << '\n';
}

LabProgress progress_of(const Lab& lab, const Progress& progress) {
  const auto found = progress.labs.find(lab.folder.filename().string());
  return found == progress.labs.end() ? LabProgress{} : found->second;
}

std::vector<LabState> lab_states(const std::vector<Lab>& labs, const Progress& progress) {
  std::vector<LabState> states;
  std::size_t last = 0;
  for (const Lab& lab : labs) {
    if (lab.folder.filename() == progress.last) last = states.size();
    states.push_back(state_of(lab, progress_of(lab, progress)));
  }
  for (std::size_t i = 0; i < states.size(); ++i) {
    LabState& state = states[(last + i) % states.size()];
    if (state != LabState::open) continue;
    state = LabState::next;
    break;
  }
  return states;
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
