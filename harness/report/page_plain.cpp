#include "report/page_plain.hpp"

#include <fmt/format.h>

#include "lanes/lanes.hpp"
#include "lanes/sentence.hpp"
#include "lanes/verdict_text.hpp"
#include "lanes/verdict_words.hpp"
#include "report/html_text.hpp"
#include "report/page_words.hpp"
#include "text/common_words.hpp"

namespace stickylab {
namespace {

std::string element(std::string_view tag, const std::string& inner) {
  return fmt::format("<{0}>{1}</{0}>\n", tag, inner);
}

/// `inner` is shown when `summary` is pressed.
std::string behind(std::string_view summary, const std::string& inner) {
  return element("details", element("summary", html_safe(summary)) + inner);
}

std::string question(const Lab& lab, Lang lang) {
  std::string choices;
  for (const Text& choice : lab.predict.choices)
    choices += element("li", html_safe(in(lang, choice)));
  return element("p", html_safe(in(lang, lab.predict.question))) + element("ol", choices);
}

std::string answer(const Replay& replay, Lang lang) {
  const Lab& lab = *replay.lab;
  const auto right = static_cast<std::size_t>(lab.predict.answer);
  std::string text = element("p", html_safe(in(lang, lab.predict.choices.at(right))));
  text +=
      element("p", html_safe(in(lang, lab.symptom))) + element("p", html_safe(in(lang, lab.why)));
  if (lab.predict.tempting) text += element("p", html_safe(in(lang, *lab.predict.tempting)));
  for (const ReplayRun& run : replay.runs)
    text += element(
        "p", html_safe(fmt::format("{}{}{}", in(lang, kVersionWords[run.trace.info().version]),
                                   in(lang, kColon), verdict_text(run.seen, lang))));
  return behind(in(lang, kPageShowAnswer), text);
}

std::string steps(const ReplayRun& run, int connection, Lang lang) {
  View view{.lang = lang, .width = 1000};
  view.shown.connection = connection;
  const Teller teller(run.trace, view);
  std::string rows;
  for (const Row& row : shown_rows(run.trace, run.seen, view))
    rows += element("li", html_safe(teller.sentence(row)));
  return element("ol", rows);
}

std::string lab_html(const Replay& replay, Lang lang) {
  std::string text;
  const Lab* lab = replay.lab;
  if (lab) text += element("h2", html_safe(say(kPageLab, lang, lab->number)));
  if (lab && !lab->predict.choices.empty()) text += question(*lab, lang) + answer(replay, lang);
  for (const ReplayRun& run : replay.runs) {
    const std::string_view name =
        in(lang, lab ? kVersionWords[run.trace.info().version] : kPageRun);
    text += behind(name, steps(run, replay.connection, lang));
  }
  return element("section", text);
}

}  // namespace

std::string plain_html(const std::vector<Replay>& replays, Lang lang) {
  std::string text = element("p", html_safe(in(lang, kPageInWords)));
  for (const Replay& replay : replays) text += lab_html(replay, lang);
  return text;
}

}  // namespace stickylab
