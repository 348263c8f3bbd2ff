#include "lanes/story.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <numeric>
#include <set>

#include "lanes/cell.hpp"
#include "lanes/lanes.hpp"
#include "lanes/number_text.hpp"
#include "lanes/story_words.hpp"
#include "lanes/verdict_text.hpp"
#include "lanes/verdict_words.hpp"
#include "text/common_words.hpp"
#include "text/duration.hpp"
#include "text/glyphs.hpp"
#include "text/numerals.hpp"
#include "text/payload.hpp"
#include "text/width.hpp"
#include "trace/late_wire.hpp"

namespace stickylab {
namespace {

constexpr std::int64_t kMostMessages = 8;  ///< shown of a list

/// "broken x merged: several messages arrived as one"; the reason tells more, if there is one.
Part verdict_part(Version version, const Observation& seen, const View& view) {
  const std::string_view name = in(view.lang, kVersionWords[version]);
  const std::string text = verdict_text(seen, view.lang);
  const Glyphs& signs = glyphs(view);
  if (seen.verdict == Verdict::same)
    return {fmt::format("{} {} {}", name, signs.good, text), Tone::right};
  if (seen.verdict == Verdict::inconclusive)
    return {fmt::format("{} {} {}", name, signs.unclear, text), Tone::unclear};
  return {fmt::format("{} {} {}", name, signs.bad, text), Tone::wrong};
}

std::vector<Part> in_a_row(const std::vector<Part>& cells, std::string_view between) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 1 && !between.empty()) parts.push_back({std::string(between)});
    parts.push_back(cells[i]);
  }
  return parts;
}

}  // namespace

std::vector<std::string> unseen_texts(const Trace& trace, Lang lang) {
  const auto& evidence = trace.info().evidence;
  const bool wire = std::find(evidence.begin(), evidence.end(), "wire") != evidence.end();
  const bool several = trace.connections().all().size() > 1;
  std::vector<std::string> texts;
  for (const Unseen& unseen : trace.streams().unseen()) {
    std::string who = actor_text(trace.info().cast, unseen.who, lang);
    if (several) who = say(kUnseenIn, lang, who, unseen.direction.connection);
    const std::string count = grouped(unseen.count);
    const std::string what = !unseen.datagrams   ? say(kBytes, lang, count)
                             : unseen.count == 1 ? say(kOneDatagram, lang)
                                                 : say(kDatagrams, lang, count);
    const auto phrase = unseen.read ? kUnseenReads : wire ? kUnseenOnWire : kUnseenByKernel;
    texts.push_back(say(chosen(phrase), lang, who, what));
  }
  return texts;
}

namespace {

bool is_own_host(std::string_view endpoint) {
  return endpoint.starts_with("127.") || endpoint.starts_with("[::1]");
}

/// Of a connect: every address is one of this host.
bool means_own_host(std::string_view endpoint) {
  return is_own_host(endpoint) || endpoint.starts_with("0.0.0.0:") || endpoint.starts_with("[::]:");
}

/// Whoever listens on the address of its own host, or cannot reach somebody there.
std::vector<std::string> another_host_texts(const Trace& trace, Lang lang) {
  std::set<Actor> actors;
  for (const Event& event : trace.events()) {
    const auto* ready = std::get_if<ProcessReady>(&event.data);
    const auto* call = std::get_if<CallReturned>(&event.data);
    const bool refused = call && call->what.call == Call::connect && call->error == ECONNREFUSED;
    if ((ready && is_own_host(ready->address)) || (refused && means_own_host(call->what.address)))
      actors.insert(event.who);
  }
  std::vector<std::string> texts;
  for (const Actor actor : actors)
    texts.push_back(say(kAnotherHost, lang, actor_text(trace.info().cast, actor, lang)));
  return texts;
}

}  // namespace

std::vector<std::string> note_texts(const Trace& trace, const Observation& seen, Lang lang) {
  std::uint64_t dropped = 0;
  std::uint64_t missed = 0;
  for (const Event& event : trace.events()) {
    if (const auto* data = std::get_if<Dropped>(&event.data)) dropped += data->count;
    if (const auto* data = std::get_if<Missed>(&event.data)) missed += data->count;
  }
  std::vector<std::string> texts = unseen_texts(trace, lang);
  if (trace.info().net == Net::two_hosts)
    for (std::string& text : another_host_texts(trace, lang)) texts.push_back(std::move(text));
  if (seen.not_utf8) texts.push_back(say(kNotUtf8, lang));
  const bool traced = trace.info().probe == Probe::kernel;
  if (dropped > 0) texts.push_back(say(chosen(traced ? kNotTraced : kCallsDropped), lang, dropped));
  if (const LateWire late = late_wire(trace.recording()); late.packets > 0)
    texts.push_back(say(kWireWasLate, lang, late.packets, duration_text(late.most_ns, lang)));
  if (missed > 0) texts.push_back(say(kWireMissed, lang, missed));
  if (seen.strays > 0) texts.push_back(say(kProcessesLeft, lang, seen.strays));
  return texts;
}

Lines message_list(PhraseFor<std::string> label, const std::vector<std::string>& messages,
                   int width, const View& view) {
  const std::int64_t count = std::ssize(messages);
  const std::int64_t shown = std::min(count, kMostMessages);
  std::vector<Part> parts = {{say(label, view.lang, grouped(count)), Tone::quiet}};
  for (std::int64_t i = 0; i < shown; ++i) {
    const std::string& bytes = messages[static_cast<std::size_t>(i)];
    parts.push_back({quoted(bytes, std::ssize(bytes), width - 2, view), Tone::strong});
  }
  if (messages.empty()) parts.push_back({say(kNone, view.lang)});
  if (count > shown) parts.push_back({say(kMoreMessages, view.lang, grouped(count - shown))});
  return flowed(parts, width, 2, view);
}

std::string messages_in_a_row(const std::vector<std::string>& messages, const View& view) {
  const std::int64_t count = std::ssize(messages);
  const std::int64_t shown = std::min(count, kMostMessages);
  std::string row;
  for (std::int64_t i = 0; i < shown; ++i) {
    const std::string& bytes = messages[static_cast<std::size_t>(i)];
    row += (i == 0 ? "" : " ") + quoted(bytes, std::ssize(bytes), view.width, view);
  }
  if (count > shown) row += " " + say(kMoreMessages, view.lang, count - shown);
  return row.empty() ? std::string(in(view.lang, kNone)) : row;
}

void append(Lines& lines, const Lines& more) {
  lines.insert(lines.end(), more.begin(), more.end());
}

Part outcome_part(Outcome outcome, const View& view) {
  const Glyphs& signs = glyphs(view);
  const std::string name(in(view.lang, kOutcomeWords[outcome]));
  if (outcome == Outcome::reproduced) return {fmt::format("{} {}", signs.good, name), Tone::right};
  if (outcome == Outcome::inconclusive)
    return {fmt::format("{} {}", signs.unclear, name), Tone::unclear};
  return {fmt::format("{} {}", signs.bad, name), Tone::wrong};
}

Lines labelled(std::string_view label, std::string_view text, const View& view, Tone tone) {
  Lines lines;
  const std::string name = std::string(label) + std::string(in(view.lang, kColon));
  const int indent = display_width(name);
  for (const std::string& piece : wrapped(text, std::max(1, view.width - indent))) {
    Line line(view);
    if (lines.empty()) line.add(name, tone);
    lines.push_back(line.pad_to(indent).add(piece));
  }
  return lines;
}

Lines heading(const Lab& lab, const View& view) {
  const std::string name = fmt::format("{} {}{}{}", lab.number, lab.name, in(view.lang, kColon),
                                       in(view.lang, lab.title));
  Lines lines = flowed({{name, Tone::strong}}, view.width, 3, view);
  append(lines, flowed({{in(view.lang, lab.symptom)}}, view.width, 0, view));
  append(lines, message_list(kMessagesMeant, lab.meant.messages, view.width, view));
  return lines;
}

Lines conclusion(Version version, const Observation& seen, int width, const View& view) {
  Lines lines = flowed({verdict_part(version, seen, view)}, width, 2, view);
  append(lines, message_list(kMessagesUnderstood, seen.messages, width, view));
  return lines;
}

Lines story(const Trace& trace, const Observation& seen, int width, const View& view) {
  Lines lines = conclusion(trace.info().version, seen, width, view);
  append(lines, scene(trace, seen, width, view));
  return lines;
}

std::string_view transport_of(const Connection& one) {
  if (one.local != Local::no) return "UNIX";
  return one.datagram ? "UDP" : "TCP";
}

Lines connection_lines(const Trace& trace, const View& view) {
  const auto& connections = trace.connections().all();
  if (connections.size() < 2) return {};
  const auto end = [&](const End& of) {
    const std::string who = of.actor ? std::string(actor_name(trace.info().cast, *of.actor)) : "";
    return who + (who.empty() || of.address.empty() ? "" : " ") + of.address;
  };
  Lines lines;
  for (const Connection& one : connections) {
    if (view.shown.connection != 0 && view.shown.connection != one.number) continue;
    append(lines, flowed({{fmt::format("#{} {} {} {}", one.number, end(one.opener),
                                       transport_of(one), end(one.acceptor))}},
                         view.width, kIndent, view));
  }
  return lines;
}

Lines scene(const Trace& trace, const Observation& seen, int width, const View& view) {
  Lines lines = connection_lines(trace, view);
  append(lines, lane_lines(trace, seen, width, view));
  for (const std::string& text : note_texts(trace, seen, view.lang))
    append(lines, flowed({{text, Tone::unclear}}, width, 0, view));
  return lines;
}

std::string_view evidence_name(std::string_view name, Lang lang) {
  const auto* known = std::ranges::find(kEvidenceNames, name, &EvidenceName::name);
  return known == kEvidenceNames.end() ? name : in(lang, known->words);
}

Lines environment_lines(const Environment& environment, const View& view) {
  std::vector<std::string_view> seen;
  for (const std::string& name : environment.evidence)
    seen.push_back(evidence_name(name, view.lang));
  const std::string evidence = fmt::to_string(fmt::join(seen, in(view.lang, kListComma)));
  const std::string_view semicolon = in(view.lang, kSemicolon);
  const std::string text = fmt::format("{}{}{}{}{}", environment.kernel, semicolon,
                                       in(view.lang, kNetNames[environment.net]), semicolon,
                                       say(kObservedWere, view.lang, evidence));
  return flowed({{text, Tone::quiet}}, view.width, 0, view);
}

Lines aligned(const std::vector<std::vector<Part>>& rows, const View& view,
              std::string_view between) {
  constexpr int kBetween = 2;
  std::vector<int> widths;
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths.resize(std::max(widths.size(), row.size()));
      widths[i] = std::max(widths[i], display_width(row[i].text) + kBetween);
    }
  const bool fits = std::accumulate(widths.begin(), widths.end(), -kBetween) <= view.width;
  Lines lines;
  for (const auto& row : rows) {
    if (!fits) {
      append(lines, flowed(in_a_row(row, between), view.width, 4, view));
      continue;
    }
    Line line(view);
    int column = 0;
    for (std::size_t i = 0; i < row.size(); column += widths[i++]) line.pad_to(column).add(row[i]);
    lines.push_back(std::move(line));
  }
  return lines;
}

Lines mismatch_lines(Version version, const std::vector<Mismatch>& mismatches, const View& view) {
  Lines lines;
  for (const Mismatch& mismatch : mismatches) {
    const std::string text = say(
        kExpectedObserved, view.lang, in(view.lang, kVersionWords[version]),
        row_text(mismatch.what, view.lang), value_text(mismatch.what, mismatch.expected, view.lang),
        value_text(mismatch.what, mismatch.observed, view.lang));
    append(lines, flowed({{fmt::format("{} {}", glyphs(view).bad, text), Tone::wrong}}, view.width,
                         2, view));
    if (mismatch.observed == verdict_name(Verdict::inconclusive)) break;
  }
  return lines;
}

}  // namespace stickylab
