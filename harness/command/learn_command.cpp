#include "command/learn_command.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "command/keep.hpp"
#include "command/lab_runs.hpp"
#include "command/lab_sources.hpp"
#include "command/prefix.hpp"
#include "command/report_output.hpp"
#include "command/text_file.hpp"
#include "show/learn.hpp"
#include "show/learn_screen.hpp"
#include "show/learn_words.hpp"
#include "show/markdown.hpp"
#include "show/terminal.hpp"
#include "show/theme.hpp"
#include "stage/runner.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

// Headings of a lab's README.
constexpr Phrase kTryThis{"Try this", "动手试试"};
constexpr Phrase kSeenInTheWild{"Seen in the wild", "真实案例"};

std::string folder_name(const Lab& lab) { return lab.folder.filename().string(); }

/// The student's own copy of a lab, in the folder they are in.
fs::path copy_of(const Lab& lab) { return fs::current_path() / (folder_name(lab) + ".cpp"); }

std::string readme_of(const Lab& lab, Lang lang) {
  return read_file(lab.folder / (lang == Lang::zh ? "README.zh.md" : "README.md"));
}

int forget(const LearnOptions& options, const std::vector<Lab>& labs, const fs::path& file) {
  Progress progress;
  if (!options.lab.empty()) {
    progress = load_progress(file);
    for (const Lab& lab : labs) progress.labs.erase(folder_name(lab));
    if (progress.last == folder_name(labs.front())) progress.last.clear();
  }
  save_progress(file, progress);
  Out out(options.view);
  const Lang lang = out.view().lang;
  out.print((options.lab.empty() ? say(kLearnForgottenAll, lang)
                                 : say(kLearnForgotten, lang, folder_name(labs.front()))) +
            "\n");
  return kReproduced;
}

/// The lesson on the screen, from the first key to the last.
class Learn {
 public:
  Learn(const LearnOptions& options, const LabRuns& runs, const Lab& first)
      : options_(options),
        runs_(runs),
        view_(Out(options.view).view()),
        file_(progress_file(from_environment)),
        progress_(load_progress(file_)) {
    open(first);
  }

  void go() {
    for (;;) {
      if (needs_run(state_)) run();
      draw();
      const Wish wish = on_key(*lesson_, state_, terminal_.next(), Terminal::size(), view_);
      if (wish == Wish::leave) return;
      if (wish == Wish::run) run();
      if (wish == Wish::open_copy) open_copy();
      if (wish == Wish::next_lab) open(*lesson_->next);
      write_down();
    }
  }

 private:
  void draw() {
    terminal_.draw(drawn(learn_screen(*lesson_, state_, Terminal::size(), view_), Theme::own));
  }

  void open(const Lab& lab) {
    const auto& labs = runs_.labs();
    const auto at = std::find_if(labs.begin(), labs.end(),
                                 [&](const Lab& one) { return one.number == lab.number; });
    const auto next = std::next(at);
    const std::string readme = readme_of(*at, view_.lang);
    lesson_.emplace(Lesson{*at,
                           code_of(*at),
                           list_under(in(view_.lang, kTryThis), readme),
                           list_under(in(view_.lang, kSeenInTheWild), readme),
                           copy_of(*at),
                           fs::exists(copy_of(*at)),
                           runs_.environment(),
                           {},
                           next == labs.end() ? nullptr : &*next});
    const LabProgress& kept = progress_.labs[folder_name(*at)];
    state_ = {.step = step_from_name(kept.step), .guess = kept.guess, .seen = kept.seen};
    progress_.last = folder_name(*at);
    write_down();
  }

  /// Forgets the keys that were typed while it ran: nobody had seen yet what they would answer.
  void run() {
    auto& trace = state_.step == Step::run ? state_.broken : state_.fixed;
    trace.reset();
    draw();
    const Version version = state_.step == Step::run ? Version::broken : Version::fixed;
    run_all({runs_.run(lesson_->lab, version)}, 1, [&](std::size_t, Recording made) {
      keep(options_.stage.record, made);
      trace.emplace(std::move(made));
      return true;
    });
    state_.scroll = 0;
    state_.seen = true;
    terminal_.forget_keys();
  }

  void open_copy() {
    const fs::path file = lesson_->copy;
    std::error_code error;
    if (!fs::exists(file)) fs::copy_file(lesson_->lab.folder / "broken.cpp", file, error);
    if (error) {
      state_.trouble = fmt::format("{}: {}", file.string(), error.message());
      return;
    }
    lesson_->has_copy = true;
    std::vector<std::string> command = {own_path().string()};
    if (!options_.root.empty()) command.insert(command.end(), {"--root", options_.root.string()});
    command.insert(command.end(), {"try", lesson_->lab.number, file.filename().string(), "--watch",
                                   "--lang", view_.lang == Lang::zh ? "zh" : "en"});
    if (options_.stage.net)
      command.insert(command.end(), {"--net", std::string(net_name(*options_.stage.net))});
    terminal_.lend(command);
  }

  /// Saves the student's place. If that fails, the lesson goes on and says so.
  void write_down() {
    progress_.labs[folder_name(lesson_->lab)] = {std::string(step_name(state_.step)), state_.guess,
                                                 state_.seen};
    lesson_->guesses.clear();
    for (const Lab& lab : runs_.labs()) {
      const auto found = progress_.labs.find(folder_name(lab));
      const bool known = found != progress_.labs.end();
      if (lab.part == lesson_->lab.part)
        lesson_->guesses.push_back({&lab, known ? found->second : LabProgress{}});
    }
    if (progress_ == kept_) return;
    kept_ = progress_;
    try {
      save_progress(file_, progress_);
    } catch (const InputError& error) {
      state_.trouble = say(kLearnNotKept, view_.lang, say(error, view_.lang));
    }
  }

  const LearnOptions& options_;
  const LabRuns& runs_;
  View view_;
  fs::path file_;
  Progress progress_;
  Progress kept_;  ///< the file's content
  LearnState state_;
  std::optional<Lesson> lesson_;
  Terminal terminal_;
};

/// The lab that was asked for, else the one that was open last, else the first.
const Lab& lab_to_open(const LabRuns& runs, const std::string& asked, const Progress& progress) {
  const auto& labs = runs.labs();
  const std::string& name = asked.empty() ? progress.last : asked;
  const auto found = std::find_if(labs.begin(), labs.end(),
                                  [&](const Lab& lab) { return folder_name(lab) == name; });
  return found == labs.end() ? labs.front() : *found;
}

}  // namespace

int learn_command(const LearnOptions& options) {
  const fs::path file = progress_file(from_environment);
  const bool all = options.lab.empty();
  const std::vector<Lab> asked =
      find_labs(prefix_of(options.root).labs(), {all ? "all" : options.lab});
  if (options.reset) return forget(options, asked, file);
  const std::string name = all ? "" : folder_name(asked.front());
  must_be_terminal("stickylab learn", "stickylab compare " + asked.front().number);
  const LabRuns every = lab_runs(options.root, {}, options.stage, options.view.lang);
  Learn(options, every, lab_to_open(every, name, load_progress(file))).go();
  Out out(options.view);
  out.print(say(kLearnLeft, out.view().lang) + "\n");
  return kReproduced;
}

}  // namespace stickylab
