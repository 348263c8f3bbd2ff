// What `present --step` says.
#pragma once

#include <array>

#include "base/phrase.hpp"

namespace stickylab {

inline constexpr Phrase kStepWhere{"{0}, {1}, packets let through: {2}",
                                   "{0}，{1}，已放行 {2} 个包"};
inline constexpr Phrase kStepHeld{"live", "实时"};
inline constexpr Phrase kStepFlowing{"live, nothing is held", "实时，不扣包"};
inline constexpr Phrase kStepOver{"over", "已结束"};
inline constexpr Phrase kStepNow{"now", "此刻"};
inline constexpr Phrase kStepWaits{"what waits for what", "谁在等什么"};
inline constexpr Phrase kStepIsOver{
    "The run is over. How long it took says nothing here: you held the wire.",
    "运行结束。用时说明不了什么：包是你手动放行的。"};
inline constexpr Phrase kKeysOne{"Page Down: let through | d: drop | ",
                                 "Page Down：放行 | d：丢掉 | "};
inline constexpr Phrase kKeysMany{
    "Page Down: let through | up, down: another | d: drop | a: all | ",
    "Page Down：放行 | ↑ ↓：换一个 | d：丢掉 | a：全部 | "};
inline constexpr Phrase kKeysNone{"r: again | ", "r：再来一次 | "};
inline constexpr Phrase kKeysFlow{"space: flow | ?", "空格：不再扣 | ?：按键"};
inline constexpr Phrase kKeysHold{"space: hold | ?", "空格：重新扣住 | ?：按键"};
inline constexpr Phrase kStepKeysOver{
    "Page Down: the fixed version | 1: broken | 2: fixed | q: quit",
    "Page Down：看修正版 | 1：出错版 | 2：修正版 | q：退出"};
inline constexpr Phrase kStepTooSmall{
    "This window is too small: it has {0} x {1}, and what waits where takes {2} lines of that "
    "width. Make it larger, or its letters smaller. q: quit",
    "窗口太小：现在是 {0} × {1}，这个宽度下，要显示全部状态需要 {2} "
    "行。请放大窗口，或者缩小字号。"
    "q：退出"};
inline constexpr Phrase kStepPaceNagle{
    "{0}: the messages are right, and in {1} of {2} exchanges the end of the request left only "
    "after an ACK of its beginning (Nagle)",
    "{0}：消息没错；{2} 次一问一答中有 {1} 次，请求的后半截要等前半截得到确认才发出（Nagle）"};
inline constexpr Phrase kStepPaceCork{
    "{0}: the messages are right, and in {1} of {2} exchanges TCP_CORK kept the request back",
    "{0}：消息没错；{2} 次一问一答中有 {1} 次，TCP_CORK 暂缓发送了请求"};
inline constexpr Phrase kStepPaceUnknown{
    "{0}: the messages are right; whether they are late, a run without hands shows: "
    "stickylab present {1}",
    "{0}：消息没错；是否来得太晚，要看不用手动放行的运行：stickylab present {1}"};
inline constexpr Phrase kStepRightThisTime{
    "{0}: this time the messages are right, at the pace that you set; a run without hands: "
    "stickylab present {1}",
    "{0}：按你定的节奏，这一次消息没错；不用手动放行的运行：stickylab present {1}"};
inline constexpr Phrase kStepReordered{
    "All messages arrived, in the order in which you let them through.",
    "消息都到了，顺序就是你放行的顺序。"};
inline constexpr Phrase kStepKeysLast{"r: again | 1: broken | 2: fixed | q: quit",
                                      "r：再来一次 | 1：出错版 | 2：修正版 | q：退出"};

// What a program does

inline constexpr Phrase kDoingNotStarted{"has not started", "还没有启动"};
inline constexpr Phrase kDoingInCall{"has not returned", "还没有返回"};
inline constexpr Phrase kDoingBusy{"is busy until {0} B wait in its queue",
                                   "正忙，要等队列里有 {0} 字节"};
inline constexpr Phrase kDoingPeeks{"looks into its queue until more has come",
                                    "反复查看自己的队列，等更多数据到来"};
inline constexpr Phrase kDoingWaits{"waits in {0}", "阻塞在 {0} 中"};
inline constexpr Phrase kDoingWaitsInput{"waits until something comes in ({0})",
                                         "在等数据到来（{0}）"};
inline constexpr Phrase kDoingWaitsEnd{"waits for the other's end ({0})", "在等对方关闭（{0}）"};
inline constexpr Phrase kDoingUnseen{"what it does was not seen", "它在做什么，没有看到"};
inline constexpr Phrase kDoingElsewhere{"is in none of its socket calls", "不在套接字调用中"};
inline constexpr Phrase kDoingEnded{"has ended", "已结束"};

// What is in the queues, and on the wire

inline constexpr Phrase kQueueUnread{"{0} B to be read", "{0} 字节待读"};
inline constexpr Phrase kQueueUnacked{"{0} B sent, not acknowledged", "{0} 字节已发出，未确认"};
inline constexpr Phrase kQueueUnsent{"{0} B written, not sent", "{0} 字节已写入，未发出"};
inline constexpr Phrase kOneDatagramQueued{"1 datagram, {0} B", "1 个数据报，{0} 字节"};
inline constexpr Phrase kManyDatagrams{"{1} datagrams, {0} B", "{1} 个数据报，共 {0} 字节"};
inline constexpr Phrase kDatagramsOfUnknownSize{"datagrams: {0}", "{0} 个数据报"};
inline constexpr Phrase kSomeDatagrams{"datagrams", "数据报"};
inline constexpr Phrase kToBeRead{"{0}, to be read", "{0}，待读"};
inline constexpr Phrase kWireEmpty{"nothing", "空"};
inline constexpr Phrase kWireMore{"and {0} more", "另有 {0} 个"};

// What waits for what: {0} is the end, {1} bytes

inline constexpr Phrase kWaitNagle{
    "The {0}'s TCP keeps {1} B until the {2} B before them are acknowledged (Nagle).",
    "{0}的 TCP 暂缓发送 {1} 字节，等前面发出的 {2} 字节被确认（Nagle）。"};
inline constexpr Phrase kWaitCongestion{
    "The {0}'s TCP keeps {1} B back: its congestion window is full (segments: {2}).",
    "{0}的 TCP 暂缓发送 {1} 字节：拥塞窗口已满（{2} 个报文段）。"};
inline constexpr Phrase kWaitWindow{
    "The {0}'s TCP keeps {1} B back: the next segment does not fit into the other end's receive "
    "window ({2} B, of which {3} B are not acknowledged).",
    "{0}的 TCP 暂缓发送 {1} 字节：对方的接收窗口（{2} 字节，其中 {3} "
    "字节还没有确认）装不下下一个报文段。"};
inline constexpr Phrase kWaitMore{
    "The {0}'s TCP keeps {1} B back: the last write said that more comes (MSG_MORE).",
    "{0}的 TCP 暂缓发送 {1} 字节：上一次写时说了后面还有（MSG_MORE）。"};
inline constexpr Phrase kWaitCork{"The {0}'s TCP keeps {1} B back: TCP_CORK is on.",
                                  "{0}的 TCP 暂缓发送 {1} 字节：TCP_CORK 开着。"};
inline constexpr Phrase kWaitCorkTimer{
    "The {0}'s TCP keeps {1} B back: TCP_CORK is on; its timer sends them in {2} s.",
    "{0}的 TCP 暂缓发送 {1} 字节：TCP_CORK 开着；{2} 秒后由定时器发出。"};
inline constexpr Phrase kWaitUnsent{"The {0}'s TCP keeps {1} B back.",
                                    "{0}的 TCP 暂缓发送 {1} 字节。"};
inline constexpr Phrase kWaitAck{
    "The {0}'s TCP waits for an ACK of {1}, and sends them again in {2} s.",
    "{0}的 TCP 在等 {1}的确认，{2} 秒后重传。"};
inline constexpr Phrase kWaitAckFirst{
    "The {0}'s TCP waits for an ACK of {1}, and sends the first of them again in {2} s.",
    "{0}的 TCP 在等 {1}的确认，{2} 秒后重传其中最前面的一段。"};
inline constexpr Phrase kWaitFin{
    "The {0}'s TCP waits for an ACK of its FIN, and sends it again in {2} s.",
    "{0}的 TCP 在等对 FIN 的确认，{2} 秒后重传。"};
inline constexpr Phrase kAckOfBytes{"{0} B", "{0} 字节"};
inline constexpr Phrase kAckOfBytesAndFin{"{0} B and its FIN", "{0} 字节和 FIN "};
inline constexpr Phrase kWaitRead{"{1} B wait in the {0}'s queue, until its program reads.",
                                  "{1} 字节在{0}的队列里，等程序来读。"};
inline constexpr Phrase kWaitReadDatagrams{"In the {0}'s queue, until its program reads: {1}.",
                                           "在{0}的队列里等程序来读：{1}。"};
inline constexpr Phrase kWaitOnlyTimer{
    "Nothing is on the wire: only that timer can help (on a real net after about {0} s). No key "
    "hurries it; r: again.",
    "链路上什么都没有，只能等这个定时器（真实网络上约 {0} 秒）。按键也不能让它提前；r：再来一次。"};
inline constexpr Phrase kWaitMissing{
    "The {0}'s TCP has bytes {1}{2}{3} and keeps them: bytes {4}{2}{5} must come first.",
    "{0}的 TCP 已收到第 {1}{2}{3} 字节，先留着：第 {4}{2}{5} 字节还没有到。"};
inline constexpr Phrase kWaitWire{"Nobody waits but for the wire.", "只等链路上的包。"};
inline constexpr Phrase kWaitNothing{
    "Nothing is on the wire: the next move is a program's, or a timer's of TCP.",
    "链路上什么都没有：接下来要看程序，或者 TCP 的定时器。"};
inline constexpr Phrase kWaitNothingUdp{
    "Nothing is on the wire, and UDP sends nothing again. r: run it again.",
    "链路上什么都没有，UDP 也不会重传。r：再来一次。"};

/// What the keys do.
inline constexpr auto kStepKeyHelp = std::to_array<Phrase>({
    {"Page Down, right, Enter, . : let the chosen packet through; after the end, the fixed version",
     "Page Down、→、Enter、. ：放行选中的包；结束后接着看修正版"},
    {"up, down: choose another packet", "↑、↓：换一个包"},
    {"d: the wire loses the chosen packet", "d：让链路丢掉选中的包"},
    {"a: let all through that are held now", "a：放行此刻扣着的所有包"},
    {"space: hold no more; again: hold every packet from then on",
     "空格：不再扣包；再按一次：从那时起又扣住每个包"},
    {"r: run it again; 1 2: broken, fixed", "r：重新运行；1 2：出错版、修正版"},
    {"x: bytes as text, or as hex", "x：字节显示为文本或十六进制"},
    {"t: colours of the terminal, dark, light", "t：终端的颜色、深色、浅色"},
    {"q: quit; that ends the run", "q：退出，运行随之结束"},
});

}  // namespace stickylab
