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

constexpr int kTall = 30;  // rows of a screen, with space for what can be done without;
constexpr int kLeastWireLines = 4;
constexpr int kSpaciousRows = 40;  // and between events

std::uint64_t id_of(const Row& row) { return packet_of(*std::get<PacketRow>(row.what).event)->id; }

/// Which of those held goes next.
std::size_t chosen_of(const Now& now, const StepState& state) {
  for (std::size_t i = 0; i < now.held().size(); ++i)
    if (id_of(now.held()[i]) == state.chosen) return i;
  return 0;
}

/// It does nothing until something comes, as far as that is known.
bool rests(const Doing& doing) {
  using What = Doing::What;
  return doing.what == What::in_call || doing.what == What::busy || doing.what == What::peeks ||
         doing.what == What::ended ||
         (doing.what == What::waits && doing.waiting.what != WaitsIn::For::unknown);
}

/// The same timer with Linux's shortest timeout, which doubles each time that it runs out.
std::string real_timer_s(const Queues& queues) {
  constexpr double kShortestS = 0.2;
  return fmt::format("{:.1f}", kShortestS * static_cast<double>(1U << std::min(queues.tries, 9U)));
}

/// What stands on the screen, from top to bottom.
class StepScreen {
 public:
  StepScreen(const Lab& lab, const Now& now, const StepState& state, Size size, const View& view)
      : lab_(lab), now_(now), state_(state), size_(size), view_(view) {}

  Lines lines() const;
  bool fits() const { return state_.help || lines_needed() <= size_.rows; }

 private:
  int lines_needed() const;
  Frame frame() const;
  Lines too_small() const;
  Lines verdict() const;
  std::string keys() const;
  Lines head() const;
  Lines past() const;
  Lines foot() const;
  Lines panel() const;
  Lines end_lines(Actor who, int width) const;
  std::string datagrams_text(const Datagrams& datagrams) const;
  std::string waiting_text(const WaitsIn& waiting) const;
  Lines wire_lines(int width) const;
  Lines some_packets(std::vector<Lines> packets, std::size_t chosen, int most) const;
  Lines packet(const Row& row, bool chosen, int width) const;
  std::vector<Part> doing(const Doing& doing) const;
  Lines waits() const;
  void waits_of(Actor who, std::vector<std::string>& texts) const;
  bool only_timer_helps(const QueuesNow& queues) const;
  std::string kept_text(Actor who, const QueuesNow& queues) const;
  std::string ack_text(Actor who, const Queues& queues) const;

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
  if (!fits()) return too_small();
  Frame frame = this->frame();
  const int rows = room_for_body(frame, size_);
  if (std::ssize(frame.body) > rows) frame.body = last_of(std::move(frame.body), rows, view_);
  return laid_out(frame, size_, 0, view_);
}

Frame StepScreen::frame() const {
  Frame frame{head(), past(), foot()};
  append(frame.head, lane_blocks(now_.trace(), {}, 0, view_.width, view_).front());
  return frame;
}

/// With two rules, and an event of the past.
int StepScreen::lines_needed() const {
  const Frame whole = frame();
  return static_cast<int>(whole.head.size() + whole.foot.size()) + 2 + 1;
}

Lines StepScreen::too_small() const {
  const std::string why = text(kStepTooSmall, size_.columns, size_.rows, lines_needed());
  Lines lines = flowed({{why, Tone::strong}}, view_.width, 0, view_);
  lines.resize(std::min(lines.size(), static_cast<std::size_t>(size_.rows)), Line(view_));
  return lines;
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
    append(lines, verdict());
  }
  return lines;
}

/// A person's pace makes no run of the broken version a good one: what survives the pace is said.
Lines StepScreen::verdict() const {
  const bool right = now_.seen().verdict == Verdict::same;
  const auto& fact = now_.pace_fact();
  if (!right || (state_.version == Version::fixed && !fact))
    return conclusion(state_.version, now_.seen(), view_.width, view_);
  const std::string which = text(chosen(kVersionWords[state_.version]));
  const bool of_time = lab_.meant.pace && lab_.meant.pace->by == Pace::By::time_ms;
  std::string what =
      text(chosen(of_time ? kStepPaceUnknown : kStepRightThisTime), which, lab_.number);
  if (fact)
    what = text(chosen(fact->what == Cause::What::nagle ? kStepPaceNagle : kStepPaceCork), which,
                fact->times, fact->exchanges);
  Lines lines = flowed({{what, Tone::strong}}, view_.width, 2, view_);
  append(lines, message_list(kMessagesUnderstood, now_.seen().messages, view_.width, view_));
  return lines;
}

Lines StepScreen::foot() const {
  Lines lines = now_.has_ended() ? Lines{} : panel();
  if (!now_.has_ended()) lines.push_back(rule_line(text(kStepWaits), view_));
  append(lines, waits());
  lines.push_back(rule_line("", view_));
  append(lines, flowed({{keys(), Tone::quiet}}, view_.width, 0, view_));
  return lines;
}

/// Those that do something now.
std::string StepScreen::keys() const {
  if (now_.has_ended())
    return text(chosen(state_.version == Version::broken ? kStepKeysOver : kStepKeysLast));
  const std::size_t held = now_.held().size();
  return text(chosen(held == 0   ? kKeysNone
                     : held == 1 ? kKeysOne
                                 : kKeysMany)) +
         text(chosen(state_.flowing ? kKeysHold : kKeysFlow));
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
    case Doing::What::waits:
      return {{waiting_text(doing.waiting)}};
    case Doing::What::unseen:
      return {{text(kDoingUnseen), Tone::quiet}};
    case Doing::What::ended:
      return {{text(kDoingEnded), Tone::quiet}};
  }
  return {};
}

std::string StepScreen::waiting_text(const WaitsIn& waiting) const {
  const bool end = waiting.what == WaitsIn::For::end;
  const bool input = waiting.what == WaitsIn::For::input;
  return text(chosen(end ? kDoingWaitsEnd : input ? kDoingWaitsInput : kDoingWaits), waiting.call);
}

std::string StepScreen::datagrams_text(const Datagrams& datagrams) const {
  if (datagrams.count == 0) return text(kSomeDatagrams);
  if (!datagrams.bytes) return text(kDatagramsOfUnknownSize, datagrams.count);
  return text(chosen(datagrams.count == 1 ? kOneDatagramQueued : kManyDatagrams),
              grouped(*datagrams.bytes), datagrams.count);
}

Lines StepScreen::end_lines(Actor who, int width) const {
  const EndNow& end = now_.end(who);
  Lines lines = flowed(doing(end.doing), width, kIndent, view_);
  const auto add = [&](PhraseFor<std::string> what, std::uint32_t bytes, Tone tone) {
    if (bytes > 0)
      append(lines, flowed({{text(what, grouped(bytes)), tone}}, width, kIndent, view_));
  };
  for (const QueuesNow& queues : end.queues) {
    add(kQueueUnread, queues.is.unread, Tone::strong);
    add(kQueueUnacked, queues.is.unacked, Tone::plain);
    add(kQueueUnsent, queues.is.unsent, Tone::wrong);
  }
  if (end.datagrams)
    append(lines, flowed({{text(kToBeRead, datagrams_text(*end.datagrams)), Tone::strong}}, width,
                         kIndent, view_));
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

/// The packets that are held. If there is no room for all: the chosen one whole, of those after it
/// the names, and in any case the one that came last.
Lines StepScreen::wire_lines(int width) const {
  const auto& held = now_.held();
  if (held.empty()) return {Line(view_).add(text(kWireEmpty), Tone::quiet)};
  const std::size_t chosen = chosen_of(now_, state_);
  std::vector<Lines> packets;
  Lines all;
  for (std::size_t i = 0; i < held.size(); ++i) {
    packets.push_back(packet(held[i], i == chosen, width));
    append(all, packets.back());
  }
  const int most = std::max(kLeastWireLines, size_.rows / 3);
  return std::ssize(all) <= most ? all : some_packets(std::move(packets), chosen, most);
}

Lines StepScreen::some_packets(std::vector<Lines> packets, std::size_t chosen, int most) const {
  for (std::size_t i = 0; i < packets.size(); ++i)
    if (i != chosen) packets[i].resize(1, Line(view_));
  const auto room = most - std::ssize(packets[chosen]) - 1;  // a line says how many more there are
  const std::size_t others = static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, room));
  const std::size_t newest = packets.size() - 1;
  const std::size_t first = chosen + others < newest ? chosen : newest - std::min(newest, others);
  const std::size_t end = std::min(newest, first + std::max<std::size_t>(1, others));
  Lines lines;
  for (std::size_t i = first; i < end; ++i) append(lines, packets[i]);
  if (const std::size_t more = first + newest - end; more > 0)
    lines.push_back(Line(view_).pad_to(kIndent).add(text(kWireMore, more), Tone::quiet));
  append(lines, packets[newest]);
  return lines;
}

/// Why TCP does not send what was written.
std::string StepScreen::kept_text(Actor who, const QueuesNow& queues) const {
  const Queues& is = queues.is;
  const std::string unsent = grouped(is.unsent);
  const bool by_timer = is.unacked == 0 && is.timer_s > 0;
  switch (queues.kept) {
    case KeptBy::congestion_window:
      return text(kWaitCongestion, name(who), unsent, is.cwnd);
    case KeptBy::receive_window:
      return text(kWaitWindow, name(who), unsent, grouped(is.window), grouped(is.unacked));
    case KeptBy::cork:
      return by_timer ? text(kWaitCorkTimer, name(who), unsent, is.timer_s)
                      : text(kWaitCork, name(who), unsent);
    case KeptBy::more:
      return text(kWaitMore, name(who), unsent);
    case KeptBy::nagle:
      return text(kWaitNagle, name(who), unsent, grouped(is.unacked));
    case KeptBy::unproved:
      break;
  }
  return text(kWaitUnsent, name(who), unsent);
}

/// What was sent is lost, nothing else is on its way, and no program is about to send.
bool StepScreen::only_timer_helps(const QueuesNow& queues) const {
  return queues.lost && queues.is.timer_s > 0 && now_.wire_is_empty() &&
         rests(now_.end(kSender).doing) && rests(now_.end(kReceiver).doing);
}

/// Its timer sends the first segment again that is not acknowledged, not all.
std::string StepScreen::ack_text(Actor who, const Queues& is) const {
  if (is.unacked == 0) return text(kWaitFin, name(who), "", is.timer_s);
  const std::string what =
      text(chosen(is.fin ? kAckOfBytesAndFin : kAckOfBytes), grouped(is.unacked));
  return text(chosen(is.segments == 1 ? kWaitAck : kWaitAckFirst), name(who), what, is.timer_s);
}

/// What the TCP of one end, and its program, wait for.
void StepScreen::waits_of(Actor who, std::vector<std::string>& texts) const {
  const EndNow& end = now_.end(who);
  const std::string_view dash = glyphs(view_).dash;
  for (const QueuesNow& queues : end.queues) {
    const Queues& is = queues.is;
    if (is.unsent > 0) texts.push_back(kept_text(who, queues));
    if (is.timer_s > 0 && (is.unacked > 0 || is.fin)) texts.push_back(ack_text(who, is));
    if (only_timer_helps(queues)) texts.push_back(text(kWaitOnlyTimer, real_timer_s(is)));
    if (is.unread > 0) texts.push_back(text(kWaitRead, name(who), grouped(is.unread)));
  }
  if (end.datagrams)
    texts.push_back(text(kWaitReadDatagrams, name(who), datagrams_text(*end.datagrams)));
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
  if (state.cramped) return {key == Key{'q'} ? StepWish::What::leave : StepWish::What::nothing, {}};
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
  if (is(Key::down)) choose(now, state, 1);
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

bool fits(const Lab& lab, const Now& now, const StepState& state, Size size, const View& asked) {
  View view = asked;
  view.width = size.columns;
  return StepScreen(lab, now, state, size, view).fits();
}

Lines step_screen(const Lab& lab, const Now& now, const StepState& state, Size size,
                  const View& asked) {
  View view = asked;
  view.width = size.columns;
  return StepScreen(lab, now, state, size, view).lines();
}

}  // namespace stickylab
