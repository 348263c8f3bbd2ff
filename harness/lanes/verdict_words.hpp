// What a run, and a comparison of two, is judged to be.
#pragma once

#include "base/phrase_table.hpp"
#include "judge/observation.hpp"

namespace stickylab {

inline constexpr auto kVersionWords = phrases_of<Version>({
    {Version::broken, {"broken", "出错版"}},
    {Version::fixed, {"fixed", "修正版"}},
});

inline constexpr auto kVerdictWords = phrases_of<Verdict>({
    {Verdict::same, {"same", "一致"}},
    {Verdict::merged, {"merged", "粘连"}},
    {Verdict::torn, {"torn", "拆散"}},
    {Verdict::lost, {"lost", "丢失"}},
    {Verdict::garbled, {"garbled", "错乱"}},
    {Verdict::extra, {"extra", "多余"}},
    {Verdict::stalled, {"stalled", "迟滞"}},
    {Verdict::hang, {"hang", "卡死"}},
    {Verdict::crash, {"crash", "崩溃"}},
    {Verdict::inconclusive, {"inconclusive", "无法判定"}},
});

/// A verdict in a sentence.
inline constexpr auto kVerdictMeanings = phrases_of<Verdict>({
    {Verdict::same, {"the messages arrived as they were meant", "消息全部正确到达"}},
    {Verdict::merged, {"several messages arrived as one", "几条消息被当成了一条"}},
    {Verdict::torn, {"one message arrived in pieces", "一条消息被拆成了几块"}},
    {Verdict::lost, {"some messages did not arrive", "有消息没有收到"}},
    {Verdict::garbled,
     {"bytes arrived that nobody meant as a message", "收到的内容对不上任何一条消息"}},
    {Verdict::extra, {"messages arrived that nobody sent", "收到了谁也没有发过的消息"}},
    {Verdict::stalled, {"the messages are right, but come late", "消息没错，却来得太晚"}},
    {Verdict::hang,
     {"a program was still waiting when the run was ended", "运行被终止时，程序仍在等待"}},
    {Verdict::crash, {"a program failed", "程序出错退出"}},
    {Verdict::inconclusive, {"this run shows nothing either way", "这次运行说明不了问题"}},
});

/// Stands for `stalled` if the number of reads costs the time.
inline constexpr Phrase kManyReads{"right, with {0} reads for {1} messages",
                                   "消息没错，但 {1} 条消息读了 {0} 次"};

/// Not for `Reason::none`.
inline constexpr auto kReasonWords = phrases_of<Reason, Reason::gate_not_seen>({
    {Reason::gate_not_seen,
     {"what the lab needs to happen first did not happen in this run",
      "实验所需的前提在这次运行中没有出现"}},
    {Reason::no_wire,
     {"the wire is to lose packets or to be cut, and there is none between hosts here: use --net "
      "two-hosts",
      "这个实验要让链路丢包或断开，而这里没有主机之间的链路：请用 --net two-hosts"}},
    {Reason::calls_not_seen,
     {"the calls of a program could not be observed (is it static?)",
      "观察不到程序的系统调用（是静态链接的吗？）"}},
    {Reason::events_dropped,
     {"not all calls of this run were recorded", "有的调用没能记录下来，记录不完整"}},
    {Reason::between_thresholds,
     {"too slow to be prompt, too fast to be a stall", "耗时介于“及时”与“迟滞”之间，不好下结论"}},
    {Reason::wire_late,
     {"this machine was busy: packets were handed on late, and that may be all of the stall",
      "本机繁忙，包转发晚了，迟滞也许只是由此造成"}},
    {Reason::receiver_not_ready, {"the receiver never opened its port", "接收方始终没有打开端口"}},
    {Reason::not_started, {"a program could not be started", "程序无法启动"}},
    {Reason::stage_lost, {"the stage ended under the run", "网络环境中途退出"}},
    {Reason::deadline, {"a program was still waiting at the time limit", "时限已到，程序仍在等待"}},
    {Reason::deadlock,
     {"all that runs waits without a time limit, and nothing is under way that could wake it",
      "还在运行的都在无限期等待，也没有什么能来唤醒它们"}},
    {Reason::too_much_output,
     {"the receiver printed without end and was stopped", "接收方不停地输出，已被终止"}},
    {Reason::signaled, {"a signal ended the program", "程序被信号终止"}},
    {Reason::failed,
     {"the messages are right, but the program reported a failure",
      "消息没错，但程序以失败状态退出"}},
    {Reason::too_much_memory,
     {"a program used too much memory and was stopped", "程序占用的内存太多，已被终止"}},
    {Reason::too_many_processes,
     {"a program started too many processes and was stopped", "程序启动的进程太多，已被终止"}},
    {Reason::too_much_written,
     {"a program wrote too much into files and was stopped", "程序写入文件的数据太多，已被终止"}},
    {Reason::too_many_descriptors,
     {"a program had too many descriptors open and was stopped", "程序打开的描述符太多，已被终止"}},
    {Reason::too_much_traffic,
     {"more was sent than can be recorded, and the run was stopped",
      "收发的数据太多，记录不下，运行已被终止"}},
});

inline constexpr auto kOutcomeWords = phrases_of<Outcome>({
    {Outcome::reproduced, {"reproduced", "已重现"}},
    {Outcome::not_reproduced, {"not reproduced", "未重现"}},
    {Outcome::inconclusive, {"inconclusive", "无法判定"}},
});

}  // namespace stickylab
