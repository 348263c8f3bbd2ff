// What is told of a run around its lanes.
#pragma once

#include <array>
#include <string_view>

#include "base/phrase.hpp"
#include "base/phrase_table.hpp"
#include "recording/recording.hpp"

namespace stickylab {

inline constexpr Phrase kMessagesMeant{"messages meant ({0}):", "应收到的消息（{0} 条）"};
inline constexpr Phrase kMessagesUnderstood{"messages understood ({0}):", "得到的消息（{0} 条）"};
inline constexpr Phrase kNone{"none", "无"};
inline constexpr Phrase kMoreMessages{"and {0} more", "另有 {0} 条"};

inline constexpr Phrase kNotUtf8{"The receiver printed bytes that are not UTF-8.",
                                 "接收方输出了不合 UTF-8 的字节。"};
inline constexpr Phrase kCallsDropped{"Calls that did not fit into the log: {0}.",
                                      "有 {0} 次调用没能记入日志。"};
/// By the kernel's probe.
inline constexpr Phrase kNotTraced{"Calls, or whole programs, that could not be observed: {0}.",
                                   "没能观察到的调用（或整个程序）：{0}。"};
inline constexpr Phrase kUnseenOnWire{"{0}: {1} on the wire that no observed call wrote.",
                                      "{0}：链路上有 {1}，但没有观察到是哪个调用写的。"};
inline constexpr Phrase kUnseenByKernel{
    "{0}: {1} that the kernel took, and no observed call wrote.",
    "{0}：内核收下了 {1}，但没有观察到是哪个调用写的。"};
inline constexpr Phrase kUnseenReads{
    "{0}: {1} or more that it took from the kernel, and no observed call read.",
    "{0}：从内核取走了至少 {1}，但没有观察到是哪个调用读的。"};
inline constexpr Phrase kOneDatagram{"1 datagram", "1 个数据报"};
inline constexpr Phrase kDatagrams{"{0} datagrams", "{0} 个数据报"};
inline constexpr Phrase kAnotherHost{
    "{0}: on 127.0.0.1 there is only what runs on the same host. Use {{host}} in the command, or "
    "--net one-host.",
    "{0}：127.0.0.1 上只有同一台主机的程序。命令里请用 {{host}}，或者加上 --net one-host。"};
inline constexpr Phrase kUnseenIn{"{0} (connection {1})", "{0}（连接 {1}）"};
inline constexpr Phrase kProcessesLeft{"Processes left behind, ended by stickylab: {0}.",
                                       "程序遗留了 {0} 个进程，已由 stickylab 终止。"};
inline constexpr Phrase kWireWasLate{
    "This machine was busy: packets that stickylab's wire handed on late: {0}, by up to {1}.",
    "本机繁忙：stickylab 的链路有 {0} 个包转发晚了，最多晚 {1}。"};
inline constexpr Phrase kWireMissed{"Frames that the wire was too slow to see: {0}.",
                                    "有 {0} 个帧来得太快，没能在链路上看到。"};

inline constexpr Phrase kExpectedObserved{"{0}, {1}: expected {2}, observed {3}",
                                          "{0}的{1}：应为 {2}，实为 {3}"};
inline constexpr Phrase kObservedWere{"observed: {0}", "观察：{0}"};
/// The network's name as `--net` takes it; in Chinese its name.
inline constexpr auto kNetNames = phrases_of<Net>({
    {Net::two_hosts, {"two-hosts", "两台主机"}},
    {Net::one_host, {"one-host", "一台主机"}},
    {Net::loopback, {"loopback", "本机回环"}},
});
/// A kind of evidence, by its name in a recording.
struct EvidenceName {
  std::string_view name;
  Phrase words;
};
inline constexpr std::array kEvidenceNames = {EvidenceName{"calls", {"calls", "系统调用"}},
                                              EvidenceName{"wire", {"wire", "链路"}},
                                              EvidenceName{"kernel", {"kernel", "内核"}}};

}  // namespace stickylab
