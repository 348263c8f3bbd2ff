// What is said of a claim of the documents.
#pragma once

#include <optional>

#include "base/phrase_table.hpp"
#include "catalog/verdict.hpp"
#include "judge/claims.hpp"

namespace stickylab {

inline constexpr auto kTruthWords = phrases_of<Truth>({
    {Truth::right, {"true", "对"}},
    {Truth::wrong, {"false", "错"}},
    {Truth::depends, {"depends", "不一定"}},
});
inline constexpr Phrase kClaimUndecided{"undecided", "未判定"};

/// Undecided if it is empty.
constexpr const Phrase& truth_word(const std::optional<Truth>& truth) {
  return truth ? kTruthWords[*truth] : kClaimUndecided;
}

/// {0} is the network, {1} the one that decides. Not for `Doubt::none`.
inline constexpr auto kDoubtWords = phrases_of<Doubt, Doubt::other_net>({
    {Doubt::other_net, {"{0} does not decide it; use --net {1}", "{0} 上判定不了，请用 --net {1}"}},
    {Doubt::inconclusive, {"the run was inconclusive", "这次运行说明不了问题"}},
    {Doubt::not_observed, {"not observed on {0}", "{0} 上观察不到"}},
    {Doubt::no_python, {"there is no python3 here", "这里没有 python3"}},
});

inline constexpr Phrase kClaimsHeading{
    "What five blog posts on sticky packets claim (docs/documents.md), and what runs made just now "
    "show",
    "五篇讲粘包的博客（docs/documents.zh.md）里的说法，以及刚刚实测的结果"};
inline constexpr Phrase kClaimsDocument{"Document S{0}", "博客 S{0}"};
inline constexpr Phrase kClaimsRun{"lab {0} {1}, {2}", "实验 {0} {1}，{2}"};
inline constexpr Phrase kClaimsPython{"its program, {0}", "用程序验证，{0}"};
inline constexpr Phrase kClaimsProgram{"The program", "程序"};
inline constexpr Phrase kClaimsUndecidable{"What no run can decide", "运行判定不了的说法"};
inline constexpr Phrase kClaimsOthers{"{0} more that no run can decide",
                                      "另有 {0} 条，运行判定不了"};
inline constexpr Phrase kClaimsAsClaimed{"{0}: {1}, as claimed", "{0}：{1}，与说法相符"};
inline constexpr Phrase kClaimsMeasured{"{0}: {1} (the claim needs {2})",
                                        "{0}：{1}（按这种说法应为 {2}）"};
inline constexpr Phrase kClaimsDisagree{"this kernel disagrees with what was measured before: {0}",
                                        "与以前测得的不同，那时是“{0}”"};
inline constexpr Phrase kClaimsMore{"{0}; more: stickylab compare {1}",
                                    "{0}；详情：stickylab compare {1}"};
inline constexpr Phrase kClaimsTotal{"claims: {0}; true {1}, false {2}, depends {3}, undecided {4}",
                                     "共 {0} 条说法：对 {1}，错 {2}，不一定 {3}，未判定 {4}"};
inline constexpr Phrase kClaimsAgree{"as measured before: {0} of {1}",
                                     "已判定的 {1} 条中，与以前测得一致的有 {0} 条"};
inline constexpr Phrase kClaimsNone{"these labs decide no claim", "这些实验没有要判定的说法"};

}  // namespace stickylab
