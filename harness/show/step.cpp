#include "show/step.hpp"

#include <algorithm>

#include "lanes/actor_words.hpp"
#include "lanes/cell.hpp"
#include "lanes/cells.hpp"
#include "lanes/lanes.hpp"
#include "lanes/row_words.hpp"
#include "lanes/story.hpp"
#include "lanes/story_words.hpp"
#include "lanes/verdict_words.hpp"
#include "show/step_words.hpp"
#include "text/glyphs.hpp"
#include "text/numerals.hpp"

namespace stickylab {
namespace {

constexpr int kTall = 30;           // rows of a screen, with space for what can be done without;
constexpr int kSpaciousRows = 40;   // and between events
constexpr int kFullSegment = 1448;  // bytes: what fits into 1,500 with IP, TCP and timestamps

std::uint64_t id_of(const Row& row) { return packet_of(*std::get<PacketRow>(row.what).event)->id; }

/// Which of those held goes next.
std::size_t chosen_of(const Now& now, const StepState& state) {
  for (std::size_t i = 0; i < now.held().size(); ++i)
    if (id_of(now.held()[i]) == state.chosen) return i;
  return 0;
}

/// What stands on the screen, from top to bottom.
class StepScreen {
 public:
  StepScreen(const Lab& lab, const Now& now, const StepState& state, Size size, const View& view)
      : lab_(lab), now_(now), state_(state), size_(size), view_(view) {}

  Lines lines() const;

 private:
  Lines head() const;
  Lines past() const;
  Lines foot() const;
  Lines panel() const;
  Lines end_lines(Actor who, int width) const;
  Lines wire_lines(int width) const;
  Lines packet(const Row& row, bool chosen, int width) const;
  std::vector<Part> doing(const Doing& doing) const;
  Lines waits() const;
  void waits_of(Actor who, std::vector<std::string>& texts) const;

  template <class... Args>
  std::string text(PhraseFor<Args...> what, const Args&... args) const {
    return say(what, view_.lang, args...);
  }
  std::string name(Actor who) const { return text(chosen(words_of(who).name)); }

  const Lab& lab_;
  const Now& now_;
  const StepState& state_;
  Size size_;
  const View& view_;
};

Lines StepScreen::lines() const {
  if (state_.help) return laid_out({head(), key_lines(kStepKeyHelp, view_), {}}, size_, 0, view_);
  Frame frame{head(), past(), foot()};
  append(frame.head, lane_blocks(now_.trace(), {}, 0, view_.width, view_).front());
  const int rows = room_for_body(frame, size_);
  if (std::ssize(frame.body) > rows) frame.body = last_of(std::move(frame.body), rows, view_);
  return laid_out(frame, size_, 0, view_);
}

Lines StepScreen::head() const {
  const std::string title = fmt::format("{} {}", lab_.number, in(view_.lang, lab_.title));
  const Phrase& how = now_.has_ended() ? kStepOver : state_.flowing ? kStepFlowing : kStepHeld;
  const std::string where = text(kStepWhere, text(chosen(kVersionWords[state_.version])),
                                 text(chosen(how)), now_.let_through());
  Lines lines = title_lines(title, {where, Tone::strong}, view_);
  if (size_.rows >= kTall)
    append(lines, message_list(kMessagesMeant, lab_.meant.messages, view_.width, view_));
  return lines;
}

Lines StepScreen::past() const {
  View view = view_;
  view.hex = state_.hex;
  const auto& rows = now_.past();
  const std::int64_t start_ns = rows.empty() ? 0 : rows.front().time_ns;
  const auto blocks = lane_blocks(now_.trace(), rows, start_ns, view.width, view);
  Lines lines;
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    append(lines, blocks[i]);
    if (size_.rows >= kSpaciousRows) lines.emplace_back(view);
  }
  if (!now_.has_ended()) return lines;
  lines.emplace_back(view);
  if (now_.is_reordered()) {
    append(lines, flowed({{text(kStepReordered), Tone::strong}}, view.width, 2, view));
    append(lines, message_list(kMessagesUnderstood, now_.seen().messages, view.width, view));
  } else {
    append(lines, conclusion(state_.version, now_.seen(), view.width, view));
  }
  return lines;
}

Lines StepScreen::foot() const {
  Lines lines = now_.has_ended() ? Lines{} : panel();
  if (!now_.has_ended()) lines.push_back(rule_line(text(kStepWaits), view_));
  append(lines, waits());
  lines.push_back(rule_line("", view_));
  const Phrase& keys = !now_.has_ended() ? (now_.held().empty() ? kStepKeysNone : kStepKeys)
                       : state_.version == Version::broken ? kStepKeysOver
                                                           : kStepKeysLast;
  append(lines, flowed({{text(chosen(keys)), Tone::quiet}}, view_.width, 0, view_));
  return lines;
}

/// What stands in the lanes at this moment.
Lines StepScreen::panel() const {
  const int width = lane_width(now_.trace(), view_.width, view_);
  std::vector<Lines> cells;
  for (const Lane lane : lanes_of(now_.trace()))
    cells.push_back(lane == Lane::wire
                        ? wire_lines(width)
                        : end_lines(lane == Lane::left ? kSender : kReceiver, width));
  return lane_row(now_.trace(), text(kStepNow), cells, view_.width, view_);
}

std::vector<Part> StepScreen::doing(const Doing& doing) const {
  switch (doing.what) {
    case Doing::What::not_started:
      return {{text(kDoingNotStarted), Tone::quiet}};
    case Doing::What::in_call:
      return {parts_of({.what = WaitingRow{doing.call}}, view_.width, view_).front(),
              {text(kDoingInCall), Tone::strong}};
    case Doing::What::busy:
      return {{text(kDoingBusy, grouped(doing.until)), Tone::strong}};
    case Doing::What::peeks:
      return {{text(kDoingPeeks), Tone::strong}};
    case Doing::What::elsewhere:
      return {{text(kDoingElsewhere)}};
    case Doing::What::ended:
      return {{text(kDoingEnded), Tone::quiet}};
  }
  return {};
}

Lines StepScreen::end_lines(Actor who, int width) const {
  const EndNow& end = now_.end(who);
  Lines lines = flowed(doing(end.doing), width, kIndent, view_);
  const auto add = [&](PhraseFor<std::string> what, std::uint32_t bytes, Tone tone) {
    if (bytes > 0)
      append(lines, flowed({{text(what, grouped(bytes)), tone}}, width, kIndent, view_));
  };
  for (const Queues& queues : end.queues) {
    add(kQueueUnread, queues.unread, Tone::strong);
    add(kQueueUnacked, queues.unacked, Tone::plain);
    add(kQueueUnsent, queues.unsent, Tone::wrong);
  }
  return lines;
}

Lines StepScreen::packet(const Row& row, bool chosen, int width) const {
  View view = view_;
  view.hex = state_.hex;
  std::vector<Part> parts = parts_of(row, width - kIndent, view);
  std::erase_if(parts, [&](const Part& part) { return part.text == text(kHeldOnWire); });
  const Lines content = flowed(parts, width - kIndent, kIndent, view);
  Lines lines;
  for (std::size_t i = 0; i < content.size(); ++i) {
    Line line(view_);
    if (i == 0 && chosen) line.add(glyphs(view_).here, Tone::strong);
    lines.push_back(line.pad_to(kIndent).add(content[i]));
  }
  return lines;
}

/// The packets that are held; from the chosen one on, if there is no room for all.
Lines StepScreen::wire_lines(int width) const {
  const auto& held = now_.held();
  if (held.empty()) return {Line(view_).add(text(kWireEmpty), Tone::quiet)};
  const auto most = static_cast<std::size_t>(std::max(2, size_.rows / 10));
  const std::size_t chosen = chosen_of(now_, state_);
  const std::size_t first = std::min(chosen, held.size() - std::min(held.size(), most));
  const std::size_t last = std::min(held.size(), first + most);
  Lines lines;
  for (std::size_t i = first; i < last; ++i) append(lines, packet(held[i], i == chosen, width));
  if (const std::size_t more = held.size() - (last - first); more > 0)
    lines.push_back(Line(view_).pad_to(kIndent).add(text(kWireMore, more), Tone::quiet));
  return lines;
}

/// What the TCP of one end, and its program, wait for.
void StepScreen::waits_of(Actor who, std::vector<std::string>& texts) const {
  const EndNow& end = now_.end(who);
  const std::string_view dash = glyphs(view_).dash;
  for (const Queues& queues : end.queues) {
    const auto add = [&](PhraseFor<std::string, std::string, std::uint32_t> what,
                         std::uint32_t bytes) {
      texts.push_back(text(what, name(who), grouped(bytes), queues.timer_s));
    };
    const bool nagle = !end.nodelay && queues.unacked > 0 && queues.unsent < kFullSegment;
    if (queues.unsent > 0 && end.corked)
      add(chosen(queues.unacked == 0 && queues.timer_s > 0 ? kWaitCorkTimer : kWaitCork),
          queues.unsent);
    else if (queues.unsent > 0 && nagle)
      texts.push_back(text(kWaitNagle, name(who), grouped(queues.unsent), grouped(queues.unacked)));
    else if (queues.unsent > 0)
      add(kWaitUnsent, queues.unsent);
    if (queues.unacked > 0 && queues.timer_s > 0) add(kWaitAck, queues.unacked);
    if (queues.unacked + queues.unsent == 0 && queues.timer_s > 0) add(kWaitFin, 0);
    if (queues.unread > 0) add(kWaitRead, queues.unread);
  }
  if (end.missing)
    texts.push_back(text(kWaitMissing, name(who), end.kept->from, dash, end.kept->to - 1,
                         end.missing->from, end.missing->to - 1));
}

Lines StepScreen::waits() const {
  std::vector<std::string> texts;
  if (now_.has_ended()) {
    texts.push_back(text(kStepIsOver));
  } else {
    waits_of(kSender, texts);
    waits_of(kReceiver, texts);
    const Phrase& nothing = lab_.transport == Transport::udp ? kWaitNothingUdp : kWaitNothing;
    if (texts.empty()) texts.push_back(text(chosen(now_.held().empty() ? nothing : kWaitWire)));
  }
  Lines lines;
  for (const std::string& what : texts)
    append(lines, flowed({{what}}, view_.width, kIndent, view_));
  return lines;
}

StepWish start(StepState& state, Version version) {
  state.version = version;
  state.chosen = 0;
  state.flowing = false;
  return {StepWish::What::start, {}};
}

StepWish tell(WireCommand::What what, std::uint64_t id = 0) {
  return {StepWish::What::wire, {what, id}};
}

/// Another of those held is the next to go.
void choose(const Now& now, StepState& state, std::ptrdiff_t by) {
  const std::ptrdiff_t count = std::ssize(now.held());
  if (count == 0) return;
  const auto at = static_cast<std::ptrdiff_t>(chosen_of(now, state));
  state.chosen = id_of(now.held()[static_cast<std::size_t>((at + by + count) % count)]);
}

}  // namespace

StepWish on_key(const Now& now, StepState& state, Key key) {
  using What = WireCommand::What;
  if (key == Key::none || key == Key::resized) return {};
  const bool helped = std::exchange(state.help, false);
  const auto is = [key](auto... keys) { return ((key == static_cast<Key>(keys)) || ...); };
  const bool next = is(Key::right, Key::page_down, Key::enter, '.');
  if (is('q')) return {StepWish::What::leave, {}};
  if (is('?')) state.help = !helped;
  if (is('x')) state.hex = !state.hex;
  if (is('t')) state.theme = next_theme(state.theme);
  if (is('r')) return start(state, state.version);
  if (is('1') || is('2')) return start(state, is('1') ? Version::broken : Version::fixed);
  if (now.has_ended())
    return next && state.version == Version::broken ? start(state, Version::fixed) : StepWish{};
  if (is(Key::left, Key::page_up, Key::down, ',')) choose(now, state, 1);
  if (is(Key::up)) choose(now, state, -1);
  if (is(' ')) {
    state.flowing = !state.flowing;
    return tell(state.flowing ? What::flow : What::hold);
  }
  if (now.held().empty()) return {};
  if (is('a')) return tell(What::release_all);
  if (next || is('d'))
    return tell(next ? What::release : What::drop, id_of(now.held()[chosen_of(now, state)]));
  return {};
}

Lines step_screen(const Lab& lab, const Now& now, const StepState& state, Size size,
                  const View& asked) {
  View view = asked;
  view.width = size.columns;
  return StepScreen(lab, now, state, size, view).lines();
}

}  // namespace stickylab
