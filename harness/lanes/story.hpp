// The pieces that the reports are made of.
#pragma once

#include "base/phrase.hpp"
#include "catalog/lab.hpp"
#include "judge/observation.hpp"
#include "recording/environment.hpp"
#include "text/paint.hpp"
#include "text/view.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// Several pieces below each other.
void append(Lines& lines, const Lines& more);

/// Number, title, symptom, and what the sender means to say.
Lines heading(const Lab& lab, const View& view);

/// One version's verdict, and what the receiver understood.
Lines conclusion(Version version, const Observation& seen, int width, const View& view);

/// Tells what no observed call wrote, in a sentence for each direction.
std::vector<std::string> unseen_texts(const Trace& trace, Lang lang);

/// What else is to be said of a run: what could not be observed, what it left behind.
std::vector<std::string> note_texts(const Trace& trace, const Observation& seen, Lang lang);

/// "messages meant (2): "hello" "world"": `label` is given their number.
Lines message_list(PhraseFor<std::string> label, const std::vector<std::string>& messages,
                   int width, const View& view);

/// `"hello" "world"`, or "none"; the first eight.
std::string messages_in_a_row(const std::vector<std::string>& messages, const View& view);

/// One version: its verdict, the lanes, what the receiver understood, and what else is to be said.
Lines story(const Trace& trace, const Observation& seen, int width, const View& view);

/// "#1 ann 192.0.2.1:40000 TCP server 192.0.2.2:8080": a line for each connection, if there are
/// several. The one that opened it stands first.
Lines connection_lines(const Trace& trace, const View& view);

/// The part of it that judges nothing: the connections, if there are several, the lanes, and what
/// else is to be said of the run.
Lines scene(const Trace& trace, const Observation& seen, int width, const View& view);

/// Where it was, and what could be observed there.
Lines environment_lines(const Environment& environment, const View& view);

/// Columns as wide as the widest cell. Where that is too wide, a row's cells after each other, with
/// `between` before each from the third on.
Lines aligned(const std::vector<std::vector<Part>>& rows, const View& view,
              std::string_view between = "");

/// "broken, verdict: expected merged, observed same". Of an inconclusive run only that: its numbers
/// stand for nothing.
Lines mismatch_lines(Version version, const std::vector<Mismatch>& mismatches, const View& view);

/// `label` and then text, wrapped below itself. The tone is that of the label.
Lines labelled(std::string_view label, std::string_view text, const View& view,
               Tone tone = Tone::strong);

Part outcome_part(Outcome outcome, const View& view);

}  // namespace stickylab
