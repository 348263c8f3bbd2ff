// What `check` says of many runs.
#pragma once

#include "base/phrase.hpp"

namespace stickylab {

inline constexpr Phrase kFirstFailure{"First failure: run {0} of {1}",
                                      "首次失败：第 {0} 次，共 {1} 次"};
inline constexpr Phrase kRunsReproduced{"{0} of {1} reproduced", "{1} 次中重现 {0} 次"};
inline constexpr Phrase kRunsInconclusive{"inconclusive: {0}", "无法判定 {0} 次"};
inline constexpr Phrase kRunsMade{"runs made: {0} of {1}", "应运行 {1} 次，已运行 {0} 次"};
inline constexpr Phrase kNotRun{"not run: the check stopped at the first failure",
                                "没有运行：检查在首次失败后就停了"};
inline constexpr Phrase kNeedsWire{"inconclusive here: it needs the wire of --net two-hosts",
                                   "在这里无法判定：要有 --net two-hosts 的链路"};
inline constexpr Phrase kNoRuns{"no run falls to this shard", "没有哪一次运行分到这一份"};
inline constexpr Phrase kFailedLater{
    "not as stated in {0} runs, all after the first failure of the other version",
    "有 {0} 次与预期不符，都在另一版首次失败之后"};

}  // namespace stickylab
