// The comments of a capture file.
#pragma once

#include "base/phrase.hpp"

namespace stickylab {

inline constexpr Phrase kPcapSegment{"segment {0} of the {1}", "{1}的第 {0} 个报文段"};
inline constexpr Phrase kPcapDatagram{"datagram {0} of the {1}", "{1}的第 {0} 个数据报"};
inline constexpr Phrase kPcapFragment{"its fragment at offset {0}", "其中偏移 {0} 的分片"};
inline constexpr Phrase kPcapRetransmission{"retransmission", "重传"};
inline constexpr Phrase kPcapRepeats{"repeats segment {0}", "重复第 {0} 个报文段"};
inline constexpr Phrase kPcapWrite{"carries bytes of write {0}", "载有第 {0} 次写入的字节"};
inline constexpr Phrase kPcapWrites{"carries bytes of writes {0}", "载有第 {0} 次写入的字节"};
inline constexpr Phrase kPcapRead{"taken by read {0} of the {1}", "被{1}的第 {0} 次读取取走"};
inline constexpr Phrase kPcapReads{"taken by reads {0} of the {1}", "被{1}的第 {0} 次读取取走"};
inline constexpr Phrase kPcapOpens{"the {0} opens the connection", "{0}发起连接"};
inline constexpr Phrase kPcapAccepts{"the kernel of the {0} accepts the connection",
                                     "{0}的内核接受连接"};
inline constexpr Phrase kPcapEnds{"the {0} sends no more", "{0}不再发送"};
inline constexpr Phrase kPcapAborts{"the {0} aborts the connection", "{0}中止连接"};
inline constexpr Phrase kPcapAcknowledges{"acknowledges all up to segment {0} of the {1}",
                                          "确认收到{1}的数据，到第 {0} 个报文段为止"};
inline constexpr Phrase kPcapBareAck{"an acknowledgement, no data", "纯确认，不带数据"};
inline constexpr Phrase kPcapIcmp{"the kernel of the {0} says: {1}", "{0}的内核报告：{1}"};
inline constexpr Phrase kPcapCopy{"a copy that the wire made", "链路复制出来的副本"};
inline constexpr Phrase kPcapHeld{"held back by the wire", "在链路上被扣住"};
inline constexpr Phrase kPcapLate{"handed on {0} ms late by stickylab on a busy machine",
                                  "本机繁忙，stickylab 转发晚了 {0} 毫秒"};
inline constexpr Phrase kPcapLost{"lost on the wire", "在链路上丢失"};
inline constexpr Phrase kPcapUnderway{"still on the wire as the run ended", "运行结束时仍在链路上"};
inline constexpr Phrase kPcapArrived{"arrived {0} ms after it left", "离开 {0} 毫秒后到达"};
inline constexpr Phrase kPcapMissed{
    "The wire was too slow to read {0} frames; they are not in here.",
    "有 {0} 个帧没来得及在链路上读取，没有写进这个文件。"};

/// Between numbers.

}  // namespace stickylab
