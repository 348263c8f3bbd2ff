#include "show/step_panel.hpp"

#include <algorithm>

#include "lanes/cell.hpp"
#include "lanes/cells.hpp"
#include "lanes/lanes.hpp"
#include "lanes/row_words.hpp"
#include "lanes/story.hpp"
#include "show/step_words.hpp"
#include "text/glyphs.hpp"
#include "text/numerals.hpp"

namespace stickylab {
namespace {

constexpr int kLeastWireLines = 4;

/// The lanes at this moment.
class StepPanel {
 public:
  StepPanel(const Now& now, const StepState& state, int rows, const View& view)
      : now_(now), state_(state), rows_(rows), view_(view) {}

  Lines lines() const;

 private:
  std::vector<Part> doing(const Doing& doing) const;
  std::string waiting_text(const WaitsIn& waiting) const;
  Lines end_lines(Actor who, int width) const;
  Lines packet(const Row& row, bool chosen, int width) const;
  Lines wire_lines(int width) const;
  Lines some_packets(std::vector<Lines> packets, std::size_t chosen, int most) const;

  template <class... Args>
  std::string text(PhraseFor<Args...> what, const Args&... args) const {
    return say(what, view_.lang, args...);
  }

  const Now& now_;
  const StepState& state_;
  int rows_;
  const View& view_;
};

Lines StepPanel::lines() const {
  const int width = lane_width(now_.trace(), view_.width, view_);
  std::vector<Lines> cells;
  for (const Lane lane : lanes_of(now_.trace()))
    cells.push_back(lane == Lane::wire
                        ? wire_lines(width)
                        : end_lines(lane == Lane::left ? kSender : kReceiver, width));
  return lane_row(now_.trace(), text(kStepNow), cells, view_.width, view_);
}

std::vector<Part> StepPanel::doing(const Doing& doing) const {
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

std::string StepPanel::waiting_text(const WaitsIn& waiting) const {
  const bool end = waiting.what == WaitsIn::For::end;
  const bool input = waiting.what == WaitsIn::For::input;
  return text(chosen(end ? kDoingWaitsEnd : input ? kDoingWaitsInput : kDoingWaits), waiting.call);
}

Lines StepPanel::end_lines(Actor who, int width) const {
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
    append(lines,
           flowed({{text(kToBeRead, datagrams_text(*end.datagrams, view_.lang)), Tone::strong}},
                  width, kIndent, view_));
  return lines;
}

Lines StepPanel::packet(const Row& row, bool chosen, int width) const {
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
Lines StepPanel::wire_lines(int width) const {
  const auto& held = now_.held();
  if (held.empty()) return {Line(view_).add(text(kWireEmpty), Tone::quiet)};
  const std::size_t chosen = chosen_of(now_, state_);
  std::vector<Lines> packets;
  Lines all;
  for (std::size_t i = 0; i < held.size(); ++i) {
    packets.push_back(packet(held[i], i == chosen, width));
    append(all, packets.back());
  }
  const int most = std::max(kLeastWireLines, rows_ / 3);
  return std::ssize(all) <= most ? all : some_packets(std::move(packets), chosen, most);
}

Lines StepPanel::some_packets(std::vector<Lines> packets, std::size_t chosen, int most) const {
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

}  // namespace

std::uint64_t id_of(const Row& row) { return packet_of(*std::get<PacketRow>(row.what).event)->id; }

std::size_t chosen_of(const Now& now, const StepState& state) {
  for (std::size_t i = 0; i < now.held().size(); ++i)
    if (id_of(now.held()[i]) == state.chosen) return i;
  return 0;
}

std::string datagrams_text(const Datagrams& datagrams, Lang lang) {
  if (datagrams.count == 0) return say(kSomeDatagrams, lang);
  if (!datagrams.bytes) return say(kDatagramsOfUnknownSize, lang, datagrams.count);
  return say(chosen(datagrams.count == 1 ? kOneDatagramQueued : kManyDatagrams), lang,
             grouped(*datagrams.bytes), datagrams.count);
}

Lines step_panel(const Now& now, const StepState& state, int rows, const View& view) {
  return StepPanel(now, state, rows, view).lines();
}

}  // namespace stickylab
