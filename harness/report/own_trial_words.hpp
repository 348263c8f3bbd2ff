// What `try` says of a client and a server of one's own.
#pragma once

#include "base/phrase_table.hpp"
#include "judge/own_outcome.hpp"
#include "judge/own_trial.hpp"

namespace stickylab {

inline constexpr Phrase kOwnPassed{
    "as the uncut run under every delivery that was tried ({0}, in {1} s)",
    "试过的 {0} 种送达方式下，结果都和不切分时一样（用时 {1} 秒）"};
inline constexpr Phrase kOwnSoFar{
    "as the uncut run under the first {0} of {1} deliveries; then the time was over",
    "{1} 种送达方式中，前 {0} 种的结果和不切分时一样；之后时间用完了"};
inline constexpr Phrase kOwnStopped{
    "as the uncut run under the {0} of {1} deliveries that were made before it was interrupted",
    "中断之前试了 {1} 种送达方式中的 {0} 种，结果都和不切分时一样"};
inline constexpr Phrase kOwnDelivered{"requests", "请求"};
inline constexpr Phrase kOwnOn{"{0} on connection {1}", "{0}，第 {1} 个连接"};
inline constexpr Phrase kOwnSummary{"{0}: {1}", "{0}：{1}"};
inline constexpr Phrase kOwnShrunk{"shrunk from", "化简自"};
inline constexpr Phrase kOwnInstead{"instead", "实际"};
inline constexpr Phrase kOwnClient{"the client", "客户端"};
inline constexpr Phrase kOwnServer{"the server", "服务端"};
inline constexpr Phrase kOwnLastWords{"{0}; its last words: {1}", "{0}；最后的输出：{1}"};
inline constexpr Phrase kOwnGoesOn{"went on until it was ended", "一直运行，最后被 stickylab 终止"};
inline constexpr Phrase kOwnLine{"line {0}: {1}", "第 {0} 行：{1}"};
inline constexpr Phrase kOwnNothing{"nothing", "什么也没有"};
inline constexpr Phrase kOwnNote{"note", "注意"};
inline constexpr Phrase kOwnDelivery{"delivery {0} of {1}: {2}", "第 {0} 种，共 {1} 种：{2}"};
inline constexpr Phrase kOwnWhich{"delivery", "送达方式"};

inline constexpr auto kOwnUnlike = phrases_of<Unlike, Unlike::client_output>({
    {Unlike::client_output, {"the client printed something else", "客户端打印的内容不一样"}},
    {Unlike::client_exit, {"the client ended otherwise", "客户端结束的方式不一样"}},
    {Unlike::replies, {"the server replied something else", "服务端的应答不一样"}},
    {Unlike::server_output, {"the server printed something else", "服务端打印的内容不一样"}},
    {Unlike::server_exit, {"the server ended otherwise", "服务端结束的方式不一样"}},
    {Unlike::check_output,
     {"the server, asked afterwards, says something else", "运行后查询服务端，结果不一样"}},
    {Unlike::crash, {"the server crashed", "服务端崩溃了"}},
    {Unlike::busy,
     {"the server works on and on although nothing more comes",
      "不再有数据到来，服务端却一直在空转"}},
    {Unlike::hang,
     {"the programs were still busy or waiting at the time limit", "时限已到，程序仍在运行或等待"}},
    {Unlike::limit, {"a program used more than a run may", "程序占用的资源超过了一次运行的上限"}},
    {Unlike::not_run, {"it did not run", "没有运行起来"}},
    {Unlike::silent_end,
     {"it was cut off, and ended as if all had come", "数据中途断了，程序却像全部到齐一样结束"}},
});

inline constexpr Phrase kOwnAgainPassed{
    "run once more, alone, to show it here, it passed; the lanes are of that run",
    "为了在这里展示，又单独运行了一次，这一次没有出错；上面的三栏是那次运行"};
inline constexpr Phrase kOwnAgainOther{
    "run once more, alone, to show it here, it failed otherwise; the lanes are of that run",
    "为了在这里展示，又单独运行了一次，这一次错得不一样；上面的三栏是那次运行"};

}  // namespace stickylab
