#include "show/learn_keys.hpp"

#include "show/learn_key_words.hpp"
#include "show/reads_question.hpp"

namespace stickylab {
namespace {

/// The keys of this step alone.
std::vector<std::string> keys_of_step(const Lesson& lesson, const LearnState& state, Lang lang) {
  const bool hints = may_repair(state) && state.hints < std::ssize(lesson.lab.teaching.hints);
  std::vector<std::string> keys;
  if (state.step == Step::predict && !state.seen)
    keys.push_back(say(kKeyGuess, lang, choice_count(lesson.lab)));
  if (asks_reads(lesson, state)) {
    const auto question = reads_question(lesson.lab, lesson.environment.net);
    keys.push_back(say(kKeyGuess, lang, question->choices.size()));
  } else if (state.step == Step::run || state.step == Step::fixed) {
    keys.push_back(say(kKeyAgain, lang));
  }
  if (may_repair(state)) keys.push_back(say(kKeyTry, lang));
  if (state.step == Step::practice) {
    keys.push_back(say(kKeyRunCopy, lang));
    keys.push_back(say(kKeyRepeatCopy, lang));
    if (lesson.has_editor) keys.push_back(say(kKeyEdit, lang));
  }
  if (hints) keys.push_back(say(kKeyHint, lang));
  if (state.step == Step::practice && !lesson.lab.teaching.answers.empty() && !state.answers)
    keys.push_back(say(kKeyAnswers, lang));
  return keys;
}

}  // namespace

std::vector<std::string> learn_keys(const Lesson& lesson, const LearnState& state, Lang lang) {
  std::vector<std::string> keys = keys_of_step(lesson, state, lang);
  const bool runs_next = state.step == Step::predict || asks_reads(lesson, state);
  if (state.step != Step::guesses)
    keys.push_back(say(chosen(runs_next ? kKeyRun : kKeyNext), lang));
  else if (next_lab(lesson))
    keys.push_back(say(kKeyNextLab, lang));
  if (state.step != Step::look) keys.push_back(say(kKeyBack, lang));
  if (state.step == Step::look || state.step == Step::guesses) keys.push_back(say(kKeyList, lang));
  if (!may_repair(state)) keys.push_back(say(kKeyScroll, lang));  // there are many others
  keys.push_back(say(kKeyKeys, lang));
  keys.push_back(say(kKeyQuit, lang));
  return keys;
}

}  // namespace stickylab
