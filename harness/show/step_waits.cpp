#include "show/step_waits.hpp"

#include <algorithm>

#include "lanes/actor_words.hpp"
#include "lanes/cell.hpp"
#include "lanes/story.hpp"
#include "show/step_panel.hpp"
#include "show/step_words.hpp"
#include "text/glyphs.hpp"
#include "text/numerals.hpp"

namespace stickylab {
namespace {

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

/// The sentences, one end after the other.
class StepWaits {
 public:
  StepWaits(const Lab& lab, const Now& now, const View& view) : lab_(lab), now_(now), view_(view) {}

  Lines lines() const;

 private:
  std::string kept_text(Actor who, const QueuesNow& queues) const;
  bool only_timer_helps(const QueuesNow& queues) const;
  std::string ack_text(Actor who, const Queues& queues) const;
  void waits_of(Actor who, std::vector<std::string>& texts) const;

  template <class... Args>
  std::string text(PhraseFor<Args...> what, const Args&... args) const {
    return say(what, view_.lang, args...);
  }
  std::string name(Actor who) const { return text(chosen(words_of(who).name)); }

  const Lab& lab_;
  const Now& now_;
  const View& view_;
};

/// Why TCP does not send what was written.
std::string StepWaits::kept_text(Actor who, const QueuesNow& queues) const {
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

/// The bytes that were sent are lost, nothing else is on its way, and no program is about to send.
bool StepWaits::only_timer_helps(const QueuesNow& queues) const {
  return queues.lost && queues.is.timer_s > 0 && now_.wire_is_empty() &&
         rests(now_.end(kSender).doing) && rests(now_.end(kReceiver).doing);
}

/// Its timer sends the first segment again that is not acknowledged, not all.
std::string StepWaits::ack_text(Actor who, const Queues& is) const {
  if (is.unacked == 0) return text(kWaitFin, name(who), "", is.timer_s);
  const std::string what =
      text(chosen(is.fin ? kAckOfBytesAndFin : kAckOfBytes), grouped(is.unacked));
  return text(chosen(is.segments == 1 ? kWaitAck : kWaitAckFirst), name(who), what, is.timer_s);
}

/// The waits of one end's TCP and of its program.
void StepWaits::waits_of(Actor who, std::vector<std::string>& texts) const {
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
    texts.push_back(
        text(kWaitReadDatagrams, name(who), datagrams_text(*end.datagrams, view_.lang)));
  if (end.missing)
    texts.push_back(text(kWaitMissing, name(who), end.kept->from, dash, end.kept->to - 1,
                         end.missing->from, end.missing->to - 1));
}

Lines StepWaits::lines() const {
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

}  // namespace

Lines step_waits(const Lab& lab, const Now& now, const View& view) {
  return StepWaits(lab, now, view).lines();
}

}  // namespace stickylab
