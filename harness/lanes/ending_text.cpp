#include "lanes/ending_text.hpp"

#include <string.h>

#include "lanes/actor_words.hpp"
#include "text/common_words.hpp"

namespace stickylab {
namespace {

constexpr Phrase kExited{"exited with {0}", "退出码 {0}"};
constexpr Phrase kKilled{"killed by {0}", "被 {0} 终止"};
constexpr Phrase kStopped{"stopped by stickylab", "被 stickylab 终止"};
constexpr Phrase kNeverStarted{"never started", "没有启动"};
constexpr Phrase kWhoAndHow{"{0} {1}", "{0}{1}"};

bool is_success(const Ending& ending) {
  return ending.how == Ending::How::exited && ending.code == 0;
}

}  // namespace

std::string ending_text(const Ending& ending, Lang lang) {
  switch (ending.how) {
    case Ending::How::exited:
      return say(kExited, lang, ending.code);
    case Ending::How::signaled:
      return say(kKilled, lang, signal_name(ending.code));
    case Ending::How::stopped:
      return say(kStopped, lang);
    case Ending::How::never_started:
      break;
  }
  return say(kNeverStarted, lang);
}

std::string endings_text(const Observation& seen, Lang lang) {
  const auto of = [&](const ActorWords& who, const Ending& ending) {
    return say(kWhoAndHow, lang, in(lang, who.name), ending_text(ending, lang));
  };
  const bool sender_well = is_success(seen.sender);
  const bool receiver_well = is_success(seen.receiver);
  if (sender_well && receiver_well) return ending_text(seen.sender, lang);
  if (sender_well) return of(kReceiverWords, seen.receiver);
  if (receiver_well) return of(kSenderWords, seen.sender);
  return fmt::format("{}{}{}", of(kSenderWords, seen.sender), in(lang, kComma),
                     of(kReceiverWords, seen.receiver));
}

std::string signal_name(int signal) {
  const char* name = sigabbrev_np(signal);
  return name ? std::string("SIG") + name : "signal " + std::to_string(signal);
}

}  // namespace stickylab
