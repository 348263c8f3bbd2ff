#include "show/learn_practice.hpp"

#include <fmt/core.h>

#include <sstream>

#include "show/learn_run.hpp"
#include "show/learn_words.hpp"

namespace stickylab {
namespace {

/// One idea of the README: words, and perhaps commands below them.
void show_idea(Page& page, const std::string& idea) {
  std::istringstream lines(idea);
  std::string line;
  std::getline(lines, line);
  page.item(line);
  while (std::getline(lines, line)) page.command(line);
}

void show_ideas(Page& page, const Lesson& lesson, const LearnState& state, const View& view) {
  const auto& answers = lesson.lab.teaching.answers;
  const bool shown = state.answers && state.tried;
  for (std::size_t i = 0; i < lesson.ideas.size(); ++i) {
    show_idea(page, in_place(lesson.ideas[i], lesson.places));
    if (shown && i < answers.size())
      page.text(say(kLearnComesOut, view.lang, in_place(in(view.lang, answers[i]), lesson.places)),
                Tone::right);
  }
  if (state.answers && !state.tried) page.text(kLearnTryFirst, Tone::unclear);
  if (!lesson.ideas.empty()) page.gap();
}

const Phrase& delivered_how(const Lesson& lesson) {
  if (!is_delivered(lesson.lab, lesson.environment.net)) return kLearnCopyPlain;
  return lesson.lab.transport == Transport::udp ? kLearnCopyDatagrams : kLearnCopyStream;
}

/// The keys of the copy, and the commands that do the same outside.
void show_copy(Page& page, const Lesson& lesson, const View& view) {
  page.text(
      say(chosen(lesson.has_copy ? kLearnCopyThere : kLearnCopy), view.lang, lesson.copy.string()));
  page.item(say(kLearnCopyTry, view.lang, in(view.lang, delivered_how(lesson))));
  page.item(std::string(in(view.lang, kLearnCopyRun)));
  page.item(std::string(in(view.lang, kLearnCopyRepeat)));
  if (lesson.has_editor) page.item(std::string(in(view.lang, kLearnCopyEdit)));
  page.gap();
  page.text(kLearnCommands);
  const std::string file = lesson.copy.filename().string();
  const auto command = [&](const char* what, const char* more) {
    page.command(
        fmt::format("{} {} {} {}{}", lesson.places.tool, what, lesson.lab.number, file, more));
  };
  command("try", " --watch");
  command("run", "");
  command("repeat", "");
  page.text(kLearnOften);
  page.command(fmt::format("{} repeat {} --no-gates", lesson.places.tool, lesson.lab.number));
}

}  // namespace

void show_practice(Page& page, const Lesson& lesson, const LearnState& state, const View& view) {
  show_ideas(page, lesson, state, view);
  show_copy(page, lesson, view);
  show_hints(page, lesson, state, view);
}

}  // namespace stickylab
