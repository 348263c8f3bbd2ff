#include "show/learn.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "judge/observation.hpp"
#include "report/glyphs.hpp"
#include "report/story.hpp"
#include "report/width.hpp"
#include "report/words.hpp"
#include "show/kit_calls.hpp"

namespace stickylab {
namespace {

constexpr std::array<std::string_view, kSteps> kNames = {
    "look", "code", "predict", "run", "fix", "fixed", "why", "practice", "guesses"};

std::string_view name_of(Step step, const View& view) {
  return word(static_cast<Word>(static_cast<int>(Word::learn_look) + static_cast<int>(step)),
              view.lang);
}

int choice_count(const Lab& lab) { return static_cast<int>(lab.predict.choices.size()); }

/// A choice as it is written, from 1.
std::string choice_text(const Lab& lab, int number, const View& view) {
  return fmt::format("{}  {}", number,
                     in(view.lang, lab.predict.choices[static_cast<std::size_t>(number - 1)]));
}

/// A guess that the lab still has; else 0.
int valid_guess(const Lab& lab, int guess) { return guess <= choice_count(lab) ? guess : 0; }

void blank(Lines& lines, const View& view) { lines.emplace_back(view); }

/// A line of code at `column`, on as many lines as it takes: what is left over stands deeper.
void add_code(Lines& lines, const Line& margin, const std::string& text, Tone tone,
              const View& view) {
  const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
  const int column = margin.width();
  const int room = std::max(8, view.width - column - static_cast<int>(indent));
  const bool fits = display_width(text) <= view.width - column;
  const int hang = fits ? 0 : 4;
  const auto pieces = fits ? std::vector{text.substr(indent)}
                           : wrapped(text.substr(indent), std::max(4, room - hang));
  for (std::size_t i = 0; i < std::max<std::size_t>(1, pieces.size()); ++i) {
    Line line(view);
    if (i == 0) line.add(margin);
    line.pad_to(column + static_cast<int>(indent) + (i > 0 ? hang : 0));
    if (i < pieces.size()) line.add(pieces[i], tone);
    lines.push_back(std::move(line));
  }
}

/// Of a part: how many guesses were as it was, and how many not.
struct Guesses {
  int right = 0;
  int otherwise = 0;
};

Guesses counted(const std::vector<Guessed>& labs) {
  Guesses sum;
  for (const auto& [lab, progress] : labs) {
    const int guess = progress.seen ? valid_guess(*lab, progress.guess) : 0;
    if (guess != 0) ++(guess == lab->predict.answer + 1 ? sum.right : sum.otherwise);
  }
  return sum;
}

class Screen {
 public:
  Screen(const Lesson& lesson, const LearnState& state, const View& view)
      : lesson_(lesson), lab_(lesson.lab), state_(state), view_(view) {}

  Frame frame();

 private:
  std::string words(Word text) const { return std::string(word(text, view_.lang)); }
  void text(std::string_view words, Tone tone = Tone::plain) {
    append(body_, prose(words, view_, tone));
  }
  void gap() { blank(body_, view_); }
  void item(const std::string& words, Tone tone = Tone::plain) {
    append(body_, flowed({{"- " + words, tone}}, std::min(view_.width, 100), 2, view_));
  }

  Lines head() const;
  Lines foot() const;
  std::vector<std::string> keys() const;

  void look();
  void code();
  void kit();
  void predict();
  void run();
  void lanes();
  void answer(const Observation& seen);
  void fix();
  void fixed();
  void story_of(const std::optional<Recording>& recording);
  void why();
  void practice();
  void command(const std::string& line);
  void guesses();
  void guess_of(const Lab& lab, int guess);
  void next_lab();

  const Lesson& lesson_;
  const Lab& lab_;
  const LearnState& state_;
  const View& view_;
  Lines body_{};
};

Frame Screen::frame() {
  switch (state_.step) {
    case Step::look:
      look();
      break;
    case Step::code:
      code();
      break;
    case Step::predict:
      predict();
      break;
    case Step::run:
      run();
      break;
    case Step::fix:
      fix();
      break;
    case Step::fixed:
      fixed();
      break;
    case Step::why:
      why();
      break;
    case Step::practice:
      practice();
      break;
    case Step::guesses:
      guesses();
      break;
  }
  return {head(), std::move(body_), foot()};
}

Lines Screen::head() const {
  const std::string title = fmt::format("{} {}", lab_.number, in(view_.lang, lab_.title));
  const std::string step = say(Word::learn_step, view_.lang, static_cast<int>(state_.step) + 1,
                               kSteps, name_of(state_.step, view_));
  return title_lines(title, {step, Tone::quiet}, view_);
}

std::vector<std::string> Screen::keys() const {
  std::vector<std::string> keys;
  if (state_.step == Step::predict && !state_.seen)
    keys.push_back(say(Word::key_guess, view_.lang, choice_count(lab_)));
  if (state_.step == Step::run || state_.step == Step::fixed)
    keys.push_back(words(Word::key_again));
  if (state_.step == Step::practice && lab_.transport == Transport::tcp)
    keys.push_back(words(Word::key_try));
  const bool runs_next = state_.step == Step::predict || state_.step == Step::fix;
  if (state_.step != Step::guesses)
    keys.push_back(words(runs_next ? Word::key_run : Word::key_next));
  else if (lesson_.next)
    keys.push_back(words(Word::key_next_lab));
  if (state_.step != Step::look) keys.push_back(words(Word::key_back));
  keys.push_back(words(Word::key_scroll));
  keys.push_back(words(Word::key_quit));
  return keys;
}

Lines Screen::foot() const {
  std::vector<Part> parts;
  for (const std::string& key : keys())
    parts.push_back({fmt::format("{}{}", parts.empty() ? "" : view_.ascii ? "| " : "· ", key)});
  Lines lines = flowed(parts, view_.width, 0, view_);
  if (!state_.trouble.empty())
    append(lines, flowed({{state_.trouble, Tone::unclear}}, view_.width, 0, view_));
  return lines;
}

void Screen::look() {
  const bool datagrams = lab_.transport == Transport::udp;
  text(say(Word::learn_programs, view_.lang, datagrams ? "UDP" : "TCP"));
  gap();
  append(body_, message_list(Word::learn_meant, lab_.messages, view_.width, view_));
  gap();
  text(words(Word::learn_order));
  gap();
  text(words(Word::learn_guess_is_yours));
  gap();
  text(words(static_cast<Word>(static_cast<int>(Word::learn_two_hosts) +
                               static_cast<int>(lesson_.environment.net))));
  append(body_, environment_lines(lesson_.environment, view_));
}

void Screen::code() {
  const std::string_view mark = view_.ascii ? "#" : "┃";
  text(say(Word::learn_marked, view_.lang, mark));
  gap();
  for (const DiffLine& line : lesson_.code) {
    if (line.kind == DiffLine::Kind::added) continue;
    const bool marked = line.kind == DiffLine::Kind::removed;
    Line margin(view_);
    margin.add(fmt::format("{:3} ", line.line), Tone::quiet);
    margin.add(marked ? mark : " ", Tone::wrong).pad_to(6).add(" ");
    add_code(body_, margin, line.text, marked ? Tone::wrong : Tone::plain, view_);
  }
  kit();
}

void Screen::kit() {
  std::string code;
  for (const DiffLine& line : lesson_.code)
    if (line.kind != DiffLine::Kind::added) code += line.text + '\n';
  const std::vector<KitCall> calls = kit_calls(code);
  if (calls.empty()) return;
  gap();
  text(words(Word::learn_kit), Tone::strong);
  for (const KitCall& call : calls)
    item(fmt::format("{}{}{}", call.name, words(Word::colon), words(call.means)));
}

void Screen::predict() {
  text(in(view_.lang, lab_.predict.question), Tone::strong);
  gap();
  const int guess = valid_guess(lab_, state_.guess);
  for (int number = 1; number <= choice_count(lab_); ++number) {
    const bool mine = number == guess;
    std::string line = fmt::format("{} {}", mine ? glyphs(view_).understood : " ",
                                   choice_text(lab_, number, view_));
    if (mine) line += "  " + words(Word::learn_yours);
    append(body_, flowed({{line, mine ? Tone::strong : Tone::plain}}, view_.width, 5, view_));
    gap();
  }
  if (state_.seen && guess == 0) return text(say(Word::learn_too_late, view_.lang, lab_.number));
  if (state_.seen) return text(words(Word::learn_stays), Tone::quiet);
  if (guess == 0 && state_.asked) return text(words(Word::learn_without), Tone::unclear);
  text(words(guess == 0 ? Word::learn_open : Word::learn_change), Tone::quiet);
}

void Screen::run() {
  if (!state_.broken) return text(words(Word::learn_running));
  const Observation seen = observe(lab_, *state_.broken);
  answer(seen);
  gap();
  append(body_, story(*state_.broken, seen, view_.width, view_));
  lanes();
}

/// What the words and signs of the lanes stand for.
void Screen::lanes() {
  const bool wire = state_.broken->info.net != Net::loopback;
  gap();
  text(words(Word::learn_lanes), Tone::strong);
  item(words(wire ? Word::learn_lanes_three : Word::learn_lanes_two));
  if (lab_.transport == Transport::tcp) {
    item(words(Word::learn_lanes_counts));
    item(words(Word::learn_lanes_held));
  }
  item(say(Word::learn_lanes_message, view_.lang, glyphs(view_).understood));
}

/// The guess beside what happened. Of a run that does not show it nothing is said.
void Screen::answer(const Observation& seen) {
  const auto net = state_.broken->info.net;
  if (!mismatches(lab_.broken.at(net), seen).empty())
    return text(words(Word::learn_not_shown), Tone::unclear);
  const int guess = valid_guess(lab_, state_.guess);
  const int answer = lab_.predict.answer + 1;
  const std::string none = words(Word::learn_none);
  append(
      body_,
      aligned({{{words(Word::learn_guessed)},
                {guess == 0 ? none : choice_text(lab_, guess, view_), Tone::strong}},
               {{words(Word::learn_happened)}, {choice_text(lab_, answer, view_), Tone::strong}}},
              view_));
  gap();
  text(in(view_.lang, lab_.symptom));
  if (guess == answer) return text(words(Word::learn_right), Tone::right);
  if (guess != 0) text(words(Word::learn_wrong));
  if (lab_.predict.tempting) text(in(view_.lang, *lab_.predict.tempting));
}

void Screen::fix() {
  text(words(Word::learn_diff));
  bool skipped = true;
  int moved = 0;  // a line that stays has the number that it has in fixed.cpp
  for (const DiffLine& line : in_context(lesson_.code)) {
    if (line.kind == DiffLine::Kind::skipped) {
      skipped = true;
      continue;
    }
    if (skipped) gap();
    skipped = false;
    const Tone tone = line.kind == DiffLine::Kind::same      ? Tone::plain
                      : line.kind == DiffLine::Kind::removed ? Tone::wrong
                                                             : Tone::right;
    const bool same = line.kind == DiffLine::Kind::same;
    if (!same) moved += line.kind == DiffLine::Kind::added ? 1 : -1;
    Line margin(view_);
    margin.add(fmt::format("{:3} ", line.line + (same ? moved : 0)), Tone::quiet);
    margin.add(std::string(1, static_cast<char>(line.kind)), tone).pad_to(6).add(" ");
    add_code(body_, margin, line.text, tone, view_);
  }
}

void Screen::fixed() {
  if (!state_.fixed) return text(words(Word::learn_running));
  append(body_, story(*state_.fixed, observe(lab_, *state_.fixed), view_.width, view_));
}

void Screen::why() {
  text(in(view_.lang, lab_.why));
  if (lesson_.places.empty()) return;
  gap();
  text(words(Word::learn_wild), Tone::strong);
  for (const std::string& place : lesson_.places) item(place);
}

void Screen::practice() {
  for (const std::string& idea : lesson_.ideas) {
    std::istringstream lines(idea);
    std::string line;
    std::getline(lines, line);
    item(line);
    while (std::getline(lines, line)) command(line);
  }
  if (!lesson_.ideas.empty()) gap();
  if (lab_.transport == Transport::tcp) {
    text(say(Word::learn_copy, view_.lang, lesson_.copy.string()));
    if (lesson_.has_copy) text(words(Word::learn_copy_there));
    gap();
  }
  text(say(Word::learn_no_copy, view_.lang, lab_.folder.string()));
  command("make lab LAB=" + lab_.number);
  text(words(Word::learn_often));
  command(fmt::format("for i in $(seq 100); do build/bin/{}; done 2>/dev/null",
                      program_name(lab_, Version::broken)));
}

/// Something to be typed: it is not broken before it must be.
void Screen::command(const std::string& line) {
  append(body_, flowed({{"  " + line, Tone::strong}}, view_.width, 4, view_));
}

void Screen::guess_of(const Lab& lab, int guess) {
  const int answer = lab.predict.answer + 1;
  const bool right = guess == answer;
  const auto line = [&](Word label, std::string_view sign, const std::string& words, Tone tone) {
    Line row(view_);
    const int wide = std::max(display_width(word(Word::learn_guessed, view_.lang)),
                              display_width(word(Word::learn_happened, view_.lang)));
    row.add("   ").add(word(label, view_.lang), Tone::quiet).pad_to(3 + wide + 2).add(sign, tone);
    row.pad_to(3 + wide + 4);
    const int column = row.width();
    for (const std::string& piece : wrapped(words, std::max(8, view_.width - column))) {
      body_.push_back(std::move(row.add(piece, tone)));
      row = Line(view_);
      row.pad_to(column);
    }
  };
  append(body_, flowed({{fmt::format("{} {}", lab.number, in(view_.lang, lab.title))}}, view_.width,
                       3, view_));
  if (guess == 0)
    line(Word::learn_guessed, "", words(Word::learn_none), Tone::quiet);
  else
    line(Word::learn_guessed, right ? glyphs(view_).good : "", choice_text(lab, guess, view_),
         right ? Tone::right : Tone::plain);
  if (!right) line(Word::learn_happened, "", choice_text(lab, answer, view_), Tone::strong);
}

void Screen::guesses() {
  const Guesses sum = counted(lesson_.guesses);
  text(say(Word::learn_part, view_.lang, lab_.part, words(part_word(lab_.part))), Tone::strong);
  text(
      say(Word::learn_part_guessed, view_.lang, sum.right + sum.otherwise, lesson_.guesses.size()));
  gap();
  for (const auto& [lab, progress] : lesson_.guesses)
    if (progress.seen) guess_of(*lab, valid_guess(*lab, progress.guess));
  gap();
  const bool last = !lesson_.guesses.empty() && lesson_.guesses.back().lab->number == lab_.number;
  if (last && sum.right + sum.otherwise > 0) {
    text(say(Word::learn_part_over, view_.lang, sum.right, sum.otherwise));
    text(words(sum.otherwise > 0 ? Word::learn_part_surprises : Word::learn_part_no_surprise));
    gap();
  }
  next_lab();
}

void Screen::next_lab() {
  const Lab* next = lesson_.next;
  if (next == nullptr) return text(words(Word::learn_last_lab));
  text(say(Word::learn_next_lab, view_.lang, next->number, in(view_.lang, next->title)));
  if (next->part != lab_.part)
    text(say(Word::learn_next_part, view_.lang, next->part, words(part_word(next->part))));
  text(words(Word::learn_any_lab), Tone::quiet);
}

Frame frame_of(const Lesson& lesson, const LearnState& state, Size size, const View& asked) {
  View view = asked;
  view.width = size.columns;
  return Screen(lesson, state, view).frame();
}

/// Opens a step at its top.
void open(LearnState& state, Step step) {
  state.step = step;
  state.scroll = 0;
  state.asked = false;
}

bool is_digit(Key key) { return key >= Key{'1'} && key <= Key{'9'}; }

Wish forward(const Lesson& lesson, LearnState& state) {
  if (state.step == Step::guesses) return lesson.next ? Wish::next_lab : Wish::nothing;
  const bool guessed = state.seen || valid_guess(lesson.lab, state.guess) != 0;
  if (state.step == Step::predict && !guessed && !state.asked) {
    state.asked = true;
    return Wish::nothing;
  }
  open(state, static_cast<Step>(static_cast<int>(state.step) + 1));
  return needs_run(state) ? Wish::run : Wish::nothing;
}

Wish back(LearnState& state) {
  if (state.step != Step::look) open(state, static_cast<Step>(static_cast<int>(state.step) - 1));
  return needs_run(state) ? Wish::run : Wish::nothing;
}

/// By how many lines a key scrolls; 0 for any other key.
int scrolls(Key key, int page) {
  if (key == Key::up || key == Key{'k'}) return -1;
  if (key == Key::down || key == Key{'j'}) return 1;
  if (key == Key::page_up) return -page;
  if (key == Key::page_down || key == Key{' '}) return page;
  constexpr int kAll = 1'000'000;
  if (key == Key::home) return -kAll;
  return key == Key::end ? kAll : 0;
}

}  // namespace

std::string_view step_name(Step step) { return kNames.at(static_cast<std::size_t>(step)); }

Step step_from_name(std::string_view name) {
  const auto* found = std::find(kNames.begin(), kNames.end(), name);
  return found == kNames.end() ? Step::look : static_cast<Step>(found - kNames.begin());
}

std::vector<std::string> list_under(std::string_view heading, const std::string& markdown) {
  std::vector<std::string> items;
  bool inside = false;
  bool command = false;
  std::istringstream lines(markdown);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) inside = line.substr(3) == heading;
    if (!inside || line.starts_with("## ")) continue;
    if (line.starts_with("```")) {
      command = !command;
    } else if (command) {
      if (!items.empty()) items.back() += '\n' + line;
    } else if (line.starts_with("- ")) {
      items.push_back(line.substr(2));
    } else if (line.starts_with("  ") && !items.empty()) {
      const std::string more = line.substr(2);
      const bool spaced = static_cast<unsigned char>(more.front()) < 0x80;
      items.back() += (spaced ? " " : "") + more;
    }
  }
  return items;
}

bool needs_run(const LearnState& state) {
  if (state.step == Step::run) return !state.broken;
  return state.step == Step::fixed && !state.fixed;
}

Wish on_key(const Lesson& lesson, LearnState& state, Key key, Size size, const View& view) {
  const Frame frame = frame_of(lesson, state, size, view);
  state.scroll = std::clamp(state.scroll, 0, most_scroll(frame, size));
  if (const int lines = scrolls(key, std::max(1, room_for_body(frame, size) - 1)); lines != 0) {
    state.scroll = std::clamp(state.scroll + lines, 0, most_scroll(frame, size));
    return Wish::nothing;
  }
  if (key == Key{'q'}) return Wish::leave;
  if (key == Key::enter || key == Key::right || key == Key{'n'}) return forward(lesson, state);
  if (key == Key::backspace || key == Key::left || key == Key{'b'}) return back(state);
  if (state.step == Step::predict && !state.seen && is_digit(key)) {
    const int guess = static_cast<int>(key) - '0';
    if (guess <= choice_count(lesson.lab)) state.guess = guess;
  }
  const bool is_run = state.step == Step::run || state.step == Step::fixed;
  if (is_run && key == Key{'r'}) return Wish::run;
  const bool can_try = state.step == Step::practice && lesson.lab.transport == Transport::tcp;
  return can_try && key == Key{'t'} ? Wish::open_copy : Wish::nothing;
}

Lines learn_screen(const Lesson& lesson, const LearnState& state, Size size, const View& view) {
  View own = view;
  own.width = size.columns;
  return laid_out(frame_of(lesson, state, size, view), size, state.scroll, own);
}

}  // namespace stickylab
