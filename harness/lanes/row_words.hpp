// What stands in the lanes.
#pragma once

#include "base/phrase_table.hpp"
#include "recording/event.hpp"

namespace stickylab {

// Calls

inline constexpr Phrase kWriteNumber{"write {0}", "第 {0} 次写"};
inline constexpr Phrase kEndOfStream{"{0}: end of stream", "{0}：流结束（EOF）"};
inline constexpr Phrase kEmptyDatagram{"= 0: an empty datagram", "= 0：空数据报"};
inline constexpr Phrase kEndOrEmpty{"= 0: the end, or an empty message",
                                    "= 0：流结束，或是一条空消息"};
inline constexpr Phrase kReadEnd{"= 0: end of stream", "= 0：流结束（EOF）"};
inline constexpr Phrase kDatagramCut{"the other {0} B of the datagram are gone",
                                     "该数据报其余 {0} 字节已丢弃"};
inline constexpr Phrase kBytesWaiting{"({0} B were waiting)", "（已有 {0} 字节在排队）"};
inline constexpr Phrase kHeldBack{"TCP holds {0} B back", "TCP 暂缓发送 {0} 字节"};
inline constexpr Phrase kSegmentsWithoutAck{"segments without ACK: {0}", "未确认的报文段：{0}"};
inline constexpr Phrase kWaited{"waited {0}", "等了 {0}"};
inline constexpr Phrase kTook{"took {0}", "用了 {0}"};
inline constexpr Phrase kStillWaiting{"{0} still waiting", "{0} 仍在等待"};
inline constexpr Phrase kCallFailed{"failed: {0}", "失败：{0}"};
inline constexpr Phrase kNothingThere{"= nothing there ({0})", "= 暂无数据（{0}）"};
inline constexpr Phrase kOptionOn{"{0} on", "打开 {0}"};
inline constexpr Phrase kOptionOff{"{0} off", "关闭 {0}"};
inline constexpr Phrase kTookPart{"part of segment {0}", "报文段 {0} 的一部分"};
inline constexpr Phrase kTookParts{"parts of segments {0}", "报文段 {0} 的各一部分"};
inline constexpr Phrase kTookSegments{"took segments {0}", "取自报文段 {0}"};
inline constexpr Phrase kNoWire{"no wire: a local socket", "没有链路：本机套接字"};
inline constexpr Phrase kNotObserved{"calls not observed", "观察不到调用"};

// What a program prints

inline constexpr Phrase kMessageLabel{"message", "消息"};
inline constexpr Phrase kSaidLater{"(said about {0} later)", "（约 {0}后才输出）"};
inline constexpr Phrase kPrints{"prints: {0}", "输出：{0}"};
inline constexpr Phrase kPrintsError{"stderr: {0}", "标准错误：{0}"};

// Rows that stand for others

inline constexpr Phrase kSameAgain{"the same {0} times more", "同样的还有 {0} 次"};
inline constexpr Phrase kExchangesAlike{"exchanges {0}{1}{2} went the same way, in ms: {3}",
                                        "第 {0}{1}{2} 次一问一答与此相同，用时（毫秒）：{3}"};
inline constexpr Phrase kExchangeAlike{"exchange {0} went the same way, in ms: {1}",
                                       "第 {0} 次一问一答与此相同，用时（毫秒）：{1}"};
inline constexpr Phrase kOthersAlike{
    "exchanges {0}{1}{2} went the same way with other bytes, in ms: {3}",
    "第 {0}{1}{2} 次一问一答过程与此相同，只是内容不同，用时（毫秒）：{3}"};
inline constexpr Phrase kRowsLeftOut{"{0} rows are left out here", "此处略去 {0} 行"};
inline constexpr Phrase kRowsBefore{"rows left out before this: {0}", "此前略去 {0} 行"};
inline constexpr Phrase kRowsAfter{"rows left out after this: {0}", "此后略去 {0} 行"};
inline constexpr Phrase kPrintedBeforePacket{"{0} lines printed before the first packet",
                                             "第一个包之前输出了 {0} 行"};
inline constexpr Phrase kPrintedBeforeCall{"{0} lines printed before the first call",
                                           "第一次调用之前输出了 {0} 行"};
inline constexpr Phrase kBytesLeftOut{"{0} bytes are left out here", "此处略去 {0} 字节"};

// What a wait is for

inline constexpr Phrase kHeldUntilAck{
    "TCP holds {0} B back until what it has sent before is acknowledged",
    "TCP 暂缓发送 {0} 字节，要等先前发出的数据得到确认"};
inline constexpr Phrase kHeldByCork{"TCP_CORK is on: the kernel holds {0} B back",
                                    "TCP_CORK 开着：内核暂缓发送 {0} 字节"};
inline constexpr Phrase kHeldByTcp{"TCP holds {0} B back", "TCP 暂缓发送 {0} 字节"};
inline constexpr Phrase kHeldByNagle{"Nagle holds {0} B: {1} B are not yet acknowledged",
                                     "Nagle 暂缓发送 {0} 字节：先前的 {1} 字节还没有得到确认"};
inline constexpr Phrase kAckDelayed{"the {0} delays its ACK", "{0}延迟了确认"};
inline constexpr Phrase kOwnPace{"between two calls of the {0}", "{0}的两次调用之间"};
inline constexpr Phrase kOnTheWire{"on the wire: {0}", "正在链路上：{0}"};
inline constexpr Phrase kWireLate{
    "on the wire: {0}; this machine was busy, and stickylab handed it on {1} late",
    "正在链路上：{0}；本机繁忙，stickylab 转发晚了 {1}"};
inline constexpr Phrase kKeptBack{"the wire keeps it back: {0}", "被链路扣住：{0}"};
inline constexpr Phrase kSentAgainSoon{"not acknowledged: {0}; TCP waits, then sends it again",
                                       "没有得到确认：{0}；TCP 等了一阵才重传"};

// Packets

inline constexpr Phrase kSegmentNumber{"segment {0}", "报文段 {0}"};
inline constexpr Phrase kSegmentNumbers{"segments {0}", "报文段 {0}"};
inline constexpr Phrase kDatagramNumber{"datagram {0}", "数据报 {0}"};
inline constexpr Phrase kAckOf{"ACK of {0}", "确认{0}"};
inline constexpr Phrase kSentAgain{"{0} again", "重传{0}"};
inline constexpr Phrase kCopyOf{"copy of {0}", "{0}（副本）"};
inline constexpr Phrase kHandshakeLabel{"handshake", "三次握手"};
inline constexpr Phrase kCarriesPart{"part of write {0}", "第 {0} 次写的一部分"};
inline constexpr Phrase kCarriesParts{"parts of writes {0}", "第 {0} 次写的各一部分"};
inline constexpr Phrase kCarriesWrites{"carries writes {0}", "载有第 {0} 次写"};
inline constexpr Phrase kLostOnWire{"lost on the wire", "在链路上丢失"};
inline constexpr Phrase kStillOnWire{"still on the wire as the run ended", "运行结束时还在链路上"};
inline constexpr Phrase kHeldOnWire{"the wire keeps it back", "被链路扣住"};
inline constexpr Phrase kHandedOnLate{"handed on {0} late", "转发晚了 {0}"};
inline constexpr Phrase kFragment{"fragment, from byte {0}", "分片，从第 {0} 字节起"};
inline constexpr Phrase kPortUnreachable{"nobody is at port {0}", "端口 {0} 不可达"};
inline constexpr Phrase kHostUnreachable{"host {0} is not reached", "主机 {0} 不可达"};
inline constexpr Phrase kPacketTooBig{"a packet to {0} is too big", "发往 {0} 的包太大"};
inline constexpr Phrase kOtherIcmpError{"type {0}, code {1}, of a packet to {2}",
                                        "类型 {0}、代码 {1}，针对发往 {2} 的包"};
inline constexpr Phrase kWindowClosed{"window 0: no room left", "窗口为 0：接收方没有空间了"};

/// Behind the time limit, if far more time went by.
inline constexpr Phrase kWaitsNotCounted{" (waits for a processor do not count)",
                                         "（等处理器的时间不算）"};

/// Why a run was ended.
inline constexpr auto kStopWords = phrases_of<Stop>({
    {Stop::deadline, {"stopped: the time limit was reached", "终止：到了时限"}},
    {Stop::deadlock,
     {"stopped: all wait without a time limit, and nothing is under way that could wake them",
      "终止：都在无限期等待，也没有什么能来唤醒它们"}},
    {Stop::output, {"stopped: too much output", "终止：输出太多"}},
    {Stop::not_started, {"a program could not be started", "程序无法启动"}},
    {Stop::not_ready, {"stopped: the port was never opened", "终止：端口始终没有打开"}},
    {Stop::stage_lost, {"the stage ended under the run", "网络环境中途退出"}},
    {Stop::over,
     {"nothing more happens: what still runs is ended", "不会再有动静了，还在运行的程序到此结束"}},
    {Stop::silence,
     {"nothing more comes, and the receiver waits", "再也没有数据到来，接收方在等待"}},
    {Stop::memory, {"stopped: too much memory", "终止：占用的内存太多"}},
    {Stop::processes, {"stopped: too many processes", "终止：进程太多"}},
    {Stop::written, {"stopped: too much written into files", "终止：写入文件的数据太多"}},
    {Stop::descriptors, {"stopped: too many open descriptors", "终止：打开的描述符太多"}},
    {Stop::traffic,
     {"stopped: more was sent than can be recorded", "终止：收发的数据太多，记录不下"}},
});

}  // namespace stickylab
