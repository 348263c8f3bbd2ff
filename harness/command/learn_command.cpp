#include "command/learn_command.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "command/keep.hpp"
#include "command/lab_runs.hpp"
#include "command/lab_sources.hpp"
#include "command/own_copy.hpp"
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

fs::path readme_of(const Lab& lab, Lang lang) {
  return lab.folder / (lang == Lang::zh ? "README.zh.md" : "README.md");
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
      if (needs_run(*lesson_, state_)) run();
      draw();
      const Wish wish = on_key(*lesson_, state_, terminal_.next(), Terminal::size(), view_);
      if (wish == Wish::leave) return;
      grant(wish);
      write_down();
    }
  }

 private:
  void grant(Wish wish) {
    switch (wish) {
      case Wish::nothing:
      case Wish::leave:
        return;
      case Wish::run:
        return run();
      case Wish::open_lab:
        return open(runs_.labs()[static_cast<std::size_t>(state_.at)]);
      case Wish::try_copy:
      case Wish::run_copy:
      case Wish::repeat_copy:
      case Wish::edit_copy:
        return work_on_copy(wish);
    }
  }

  void draw() {
    terminal_.title(fmt::format("stickylab {} {}/{}", lesson_->lab.number,
                                static_cast<int>(state_.step) + 1, kSteps));
    terminal_.draw(drawn(learn_screen(*lesson_, state_, Terminal::size(), view_), Theme::own));
  }

  void open(const Lab& lab) {
    const fs::path readme = readme_of(lab, view_.lang);
    const std::string text = read_file(readme);
    lesson_.emplace(Lesson{.lab = lab,
                           .code = code_of(lab, view_.lang),
                           .ideas = list_under(in(view_.lang, kTryThis), text),
                           .wild = list_under(in(view_.lang, kSeenInTheWild), text),
                           .copy = copy_of(lab),
                           .has_copy = fs::exists(copy_of(lab)),
                           .environment = runs_.environment(),
                           .places = places_here(lab),
                           .readme = readme.string(),
                           .has_editor = !editor().empty()});
    const LabProgress kept = progress_of(lab, progress_);
    state_ = {.step = step_from_name(kept.step),
              .guess = kept.guess,
              .seen = kept.seen,
              .reads = kept.reads,
              .tried = kept.tried,
              .counted = kept.reads != 0};
    progress_.last = folder_name(lab);
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

  /// Lends the terminal to a command that works on the student's own copy.
  void work_on_copy(Wish wish) {
    state_.trouble = make_copy(*lesson_);
    if (!state_.trouble.empty()) return;
    lesson_->has_copy = true;
    state_.tried = true;
    const bool ends_by_itself = wish == Wish::run_copy || wish == Wish::repeat_copy;
    terminal_.lend(command_for(wish, *lesson_, options_.root, options_.stage, view_.lang),
                   ends_by_itself ? say(kLearnEnterBack, view_.lang) : "");
  }

  /// Saves the student's place. If that fails, the lesson goes on and says so.
  void write_down() {
    progress_.labs[folder_name(lesson_->lab)] = {.step = std::string(step_name(state_.step)),
                                                 .guess = state_.guess,
                                                 .seen = state_.seen,
                                                 .reads = state_.reads,
                                                 .tried = state_.tried};
    lesson_->labs.clear();
    const std::vector<LabState> states = lab_states(runs_.labs(), progress_);
    for (std::size_t i = 0; i < states.size(); ++i) {
      const Lab& lab = runs_.labs()[i];
      lesson_->labs.push_back({&lab, progress_of(lab, progress_), states[i]});
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
