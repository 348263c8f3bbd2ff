#include "command/watch.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <utility>

#include "base/input_error.hpp"
#include "command/shell_words.hpp"
#include "show/screen.hpp"
#include "text/common_words.hpp"
#include "text/paint.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

constexpr Phrase kWrittenByRuns{"{0} changes in each run: what a run writes starts no new one",
                                "{0} 每次运行都会被改写：运行时的改写不会触发新一轮"};
constexpr Phrase kWatching{"watching {0}: each save is tried; Ctrl-C goes back",
                           "正在监视 {0}：每次保存都会重新检验；按 Ctrl-C 返回"};

constexpr std::uint64_t kSettleMs = 200;  // an editor saves in several steps
constexpr std::uint64_t kLookMs = 1000;
constexpr int kRoundsInARow = 3;  // with a change in each: it is what runs that writes the file

std::vector<std::string> words_of(const TryOptions& options) {
  if (!options.file.empty()) return {options.file.string()};
  std::vector<std::string> words;
  for (const std::string& command : {options.sender, options.receiver}) {
    if (command.empty()) continue;
    const std::vector<std::string> more = split_command(command);
    words.insert(words.end(), more.begin(), more.end());
  }
  return words;
}

bool is_header(const fs::path& file) {
  constexpr std::array<std::string_view, 4> kEndings = {".h", ".hh", ".hpp", ".hxx"};
  return std::find(kEndings.begin(), kEndings.end(), file.extension().string()) != kEndings.end();
}

}  // namespace

std::vector<fs::path> sources(const TryOptions& options) {
  std::set<fs::path> files;
  std::error_code ignored;
  for (const std::string& word : words_of(options))
    if (fs::is_regular_file(word, ignored)) files.insert(word);
  if (files.empty())
    throw InputError({"--watch: no file is named here; name a C++ file, or a command with one",
                      "--watch：没有可监视的文件；请给出一个 C++ 文件，或者含有文件名的命令"});
  return {files.begin(), files.end()};
}

Watch::Watch(std::vector<fs::path> files) : files_(std::move(files)) {
  std::set<fs::path> folders;
  for (const fs::path& file : files_) folders.insert(fs::absolute(file).parent_path());
  folders_.assign(folders.begin(), folders.end());
  for (const fs::path& folder : folders_)
    events_.push_back(std::make_unique<FolderEvents>(loop_, folder.string(), [this] { look(); }));
  clock_.emplace(loop_, kLookMs, kLookMs, [this] { look(); });
  seen_ = snapshot();
  begin_round();
}

void Watch::begin_round() {
  in_round_ = true;
  tried_ = seen_;
}

std::vector<fs::path> Watch::end_round() {
  look();
  in_round_ = false;
  std::vector<fs::path> told;
  std::map<fs::path, int> rounds;
  for (const fs::path& file : changed_) {
    rounds[file] = rounds_[file] + 1;
    if (rounds[file] == kRoundsInARow) told.push_back(file);
  }
  rounds_ = std::move(rounds);
  changed_.clear();
  return told;
}

void Watch::wait() {
  if (!saved_) loop_.run();
  saved_ = false;
  begin_round();
  interrupts_.check();
}

void Watch::poll() {
  loop_.poll();
  interrupts_.check();
}

bool Watch::Stamp::same_file(const Stamp& other) const {
  return written == other.written && size == other.size && permissions == other.permissions;
}

bool Watch::Stamp::same_content(const Stamp& other) const {
  return content == other.content && size == other.size && permissions == other.permissions;
}

bool Watch::same_contents(const Snapshot& one, const Snapshot& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](const auto& a, const auto& b) {
                      return a.first == b.first && a.second.same_content(b.second);
                    });
}

/// The stamp of a missing file is one that no real file has.
Watch::Stamp Watch::stamp(const fs::path& file) const {
  std::error_code gone;
  Stamp now{fs::last_write_time(file, gone), fs::file_size(file, gone),
            fs::status(file, gone).permissions(), 0};
  const auto before = seen_.find(file);
  if (before != seen_.end() && now.same_file(before->second)) return before->second;
  std::ifstream in(file, std::ios::binary);
  now.content = std::hash<std::string>()(std::string(std::istreambuf_iterator<char>(in), {}));
  return now;
}

Watch::Snapshot Watch::snapshot() const {
  Snapshot files;
  std::error_code gone;
  for (const fs::path& file : files_) files[file] = stamp(file);
  for (const fs::path& folder : folders_)
    for (const fs::path& file : fs::directory_iterator(folder, gone))
      if (is_header(file)) files[file] = stamp(file);
  return files;
}

/// A file has changed: whether that calls for a round.
bool Watch::counts(const fs::path& file) {
  if (!in_round_) return true;
  changed_.insert(file);
  const auto before = rounds_.find(file);
  return before == rounds_.end() || before->second + 1 < kRoundsInARow;
}

void Watch::look() {
  Snapshot now = snapshot();
  bool changed = false;
  for (const auto& [file, stamp] : now) {
    const auto before = seen_.find(file);
    if (before == seen_.end() || !stamp.same_content(before->second))
      changed = counts(file) || changed;
  }
  for (const auto& [file, stamp] : seen_)
    if (!now.contains(file)) changed = counts(file) || changed;
  seen_ = std::move(now);
  if (!changed) return;
  if (in_round_) tried_.clear();  // which of the contents was tried is not known
  settling_.emplace(loop_, kSettleMs, 0, [this] {
    if (same_contents(tried_, seen_)) return;  // cut to nothing, then written as it was
    saved_ = true;
    loop_.stop();
  });
}

std::string round_line(const View& view) {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  const std::string clock =
      fmt::format("{:02}:{:02}:{:02}", local.tm_hour, local.tm_min, local.tm_sec);
  return joined({rule_line(clock, view, Tone::strong)});
}

std::string written_by_runs_line(const fs::path& file, const View& view) {
  return say(kWrittenByRuns, view.lang, file.string()) + "\n";
}

std::string watching_line(const std::vector<fs::path>& files, const View& view) {
  std::string names;
  for (const fs::path& file : files)
    names += (names.empty() ? "" : std::string(in(view.lang, kComma))) + file.string();
  return say(kWatching, view.lang, names) + "\n";
}

}  // namespace stickylab
