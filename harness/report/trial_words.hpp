// What `try` says of a program, and `check` of the deliveries of a lab.
#pragma once

#include "base/phrase_table.hpp"
#include "recording/event.hpp"

namespace stickylab {

inline constexpr Phrase kTrialPassed{"passed", "通过"};
inline constexpr Phrase kTrialSchedules{
    "right under every delivery that was tried ({0}, early endings included)",
    "试过的 {0} 种送达方式下全部正确，包括提前结束"};
inline constexpr Phrase kTrialSome{"right under every delivery that was tried ({0})",
                                   "试过的 {0} 种送达方式下全部正确"};
inline constexpr Phrase kTrialPlain{
    "lab {0} is run as it is, once: what it shows does not lie in how the bytes are delivered",
    "实验 {0} 按原样运行一次：它要说明的与字节怎样送达无关"};
inline constexpr Phrase kTrialLocal{
    "lab {0} is run as it is, once: its programs talk through a local socket, whose bytes nobody "
    "else delivers",
    "实验 {0} 按原样运行一次：两端用的是本机套接字，字节不经过中间转发"};
inline constexpr Phrase kTrialFails{"fails", "出错"};
inline constexpr Phrase kTrialDelivery{"delivered as", "送达方式"};
inline constexpr Phrase kTrialReplies{"replies", "应答"};
inline constexpr Phrase kTrialMeant{"meant", "应收到的消息"};
inline constexpr Phrase kTrialUnderstood{"understood", "得到的消息"};
inline constexpr Phrase kTrialUnderstoodBySender{"the sender understood", "发送方得到的消息"};
inline constexpr Phrase kTrialNote{"note", "注意"};
inline constexpr Phrase kSenderNotCounted{
    "the sender, too, printed lines `message:` ({0}): they do not count; --judge sender lets them",
    "发送方也打印了 `message:` 行（{0} 行），这些不算；加上 --judge sender 才算"};
inline constexpr Phrase kTrialEnding{"the receiver", "接收方"};
inline constexpr Phrase kTrialSender{"the sender", "发送方"};
inline constexpr Phrase kTrialHint{"look at", "提示"};
inline constexpr Phrase kTrialAgain{"again", "再跑一次"};

// A delivery

inline constexpr Phrase kCutAt{"cut at |", "在 | 处切开"};
inline constexpr Phrase kMorePieces{"and {0} more", "另有 {0} 段"};
inline constexpr Phrase kThenFin{"then FIN", "随后 FIN"};
inline constexpr Phrase kThenRst{"then RST", "随后 RST"};
inline constexpr Phrase kThenSilence{"then silence", "随后不再有数据"};

// What went wrong

inline constexpr Phrase kFaultSilentEnd{
    "the stream ended inside a message, and the program ended without an error",
    "流在一条消息中间结束，程序却没有报错就退出了"};
inline constexpr Phrase kFaultWithheld{
    "withheld: the message had come whole, and was said only when the stream ended",
    "消息早已到齐，却迟迟不输出，直到流结束才输出"};
inline constexpr Phrase kFaultHang{
    "the program was still waiting or busy at the time limit, although all had come",
    "数据已经到齐，时限到时程序仍在等待或空转"};
inline constexpr Phrase kFaultCrash{"the program did not end well: {0}", "程序没有正常结束：{0}"};
inline constexpr Phrase kFaultOnlyCrash{
    "the messages are right, but the program did not end well: {0}",
    "消息没错，但程序没有正常结束：{0}"};
inline constexpr Phrase kFaultNotRun{"it did not run: {0}", "没有运行起来：{0}"};
inline constexpr Phrase kFaultNothingSent{"the sender sent nothing", "发送方什么也没有发"};
inline constexpr Phrase kFaultNobodyCame{"the receiver waits where nobody connects to it",
                                         "接收方等在别处，没有人连到那里"};
inline constexpr Phrase kFaultOutput{"it printed more than {0} and was stopped",
                                     "输出超过 {0}，已被终止"};

/// What the program did that went beyond a limit, beside printing too much.
inline constexpr auto kFaultLimits = phrases_of<Stop, Stop::memory>({
    {Stop::memory,
     {"it used more than {0} of memory and was stopped", "占用的内存超过 {0}，已被终止"}},
    {Stop::processes,
     {"it started more than {0} processes and threads and was stopped",
      "启动的进程和线程超过 {0} 个，已被终止"}},
    {Stop::written,
     {"it wrote more than {0} into files and was stopped", "写入文件的数据超过 {0}，已被终止"}},
    {Stop::descriptors,
     {"it had {0} descriptors open, as many as it may, and was stopped",
      "打开的描述符达到上限 {0} 个，已被终止"}},
    {Stop::traffic,
     {"more was sent than can be recorded ({0}), and it was stopped",
      "收发的数据超过能记录的 {0}，已被终止"}},
});

// What to look at

inline constexpr Phrase kHintEof{"recv returned 0 inside a message: that is an error, not an end",
                                 "recv 在消息中间返回 0：这是错误，不是正常结束"};
inline constexpr Phrase kHintReset{
    "recv failed with ECONNRESET: the connection was cut off, the message is not complete",
    "recv 以 ECONNRESET 失败：连接被切断，消息并不完整"};
inline constexpr Phrase kHintInterrupted{
    "a call failed with EINTR: this trial had stopped the program for a moment (SIGSTOP), which no "
    "network does, so the failure may come from that alone; call again at EINTR, and try again",
    "有个调用以 EINTR 失败：这次检验让程序暂停过片刻（SIGSTOP），网络不会这样做，"
    "失败可能只是由此而来；遇到 EINTR 就重新调用，再试一次"};
inline constexpr Phrase kHintHang{
    "what the loop waits for when the stream has ended, or when half a header is there",
    "流已经结束，或者只到了半个报头时，检查循环还在等什么"};
inline constexpr Phrase kHintAllRight{
    "all was understood, and its connection is closed: end after this one connection",
    "消息全都正确，连接也已关闭：处理完这一个连接就该退出"};
inline constexpr Phrase kHintOneConnection{
    "its connection is closed, and it goes on: end after this one connection",
    "连接已经关闭，程序却没有退出：处理完这一个连接就该退出"};
inline constexpr Phrase kHintSpin{
    "recv returns 0 again and again: the peer has closed, leave the loop",
    "recv 一次又一次返回 0：对端已经关闭，该跳出循环了"};
inline constexpr Phrase kHintReplyWhole{
    "a reply came whole in one recv: count its bytes, not the calls",
    "一次 recv 就拿到了整个应答：要按字节计数，不要按调用次数计数"};
inline constexpr Phrase kHintReplyKeep{
    "what one recv brings may be a part of the reply: keep it, and read on",
    "一次 recv 拿到的可能只是应答的一部分：先保留，继续读"};
inline constexpr Phrase kHintWithheld{
    "what your own buffer holds before you wait (select and poll tell of the socket only), and "
    "that each line is flushed",
    "等待之前先看自己的缓冲区（select 和 poll 只管套接字），还要确认每一行都立即刷新"};
inline constexpr Phrase kHintPause{
    "what has been read when a timeout comes: it is a part of the message, keep it",
    "超时之前已经读到的字节，是消息的一部分，要保留"};
inline constexpr Phrase kHintMoreInOne{
    "one recv brought more than one message: handle all of them, and keep the rest",
    "一次 recv 读到了不止一条消息：要逐条处理，剩下的字节要保留"};
inline constexpr Phrase kHintDelimiter{
    "the cut falls inside a delimiter, between {0} and {1}: its second byte may come later",
    "切分点落在分隔符 {0} 和 {1} 之间：第二个字节可能晚到"};
inline constexpr Phrase kHintHeader{
    "the cut falls inside the header of a message, where its length stands: wait until the header "
    "is whole",
    "切分点落在消息的报头里，长度就在其中：等报头到齐再解析"};
inline constexpr Phrase kHintUnread{
    "it closed with {0} B unread: the peer has closed its side (EPOLLRDHUP tells no more than "
    "that), what it sent before is still there; read until recv returns 0",
    "关闭连接时还有 {0} 字节没读：对端只是不再发（EPOLLRDHUP 说的就是这个），先前发来的还在队列里，"
    "要一直读到 recv 返回 0"};
inline constexpr Phrase kHintOtherMessages{
    "the sender's messages, which are not the lab's: it must send {0}",
    "发送方发的不是这个实验的消息：应当发 {0}"};
inline constexpr Phrase kHintOtherPort{
    "it listens on {0}, and not on $STICKYLAB_HOST and $STICKYLAB_PORT",
    "它监听的是 {0}，不是 $STICKYLAB_HOST 和 $STICKYLAB_PORT"};
inline constexpr Phrase kHintLengthAsText{
    "the length of {0} bytes before each message was taken for text; read it, then so many bytes",
    "每条消息前面 {0} 字节的长度被当成了正文；应先读长度，再按长度读"};
inline constexpr Phrase kHintNoPrefix{"none of the lines that it printed begins with `message:`",
                                      "打印的各行没有一行以 `message:` 开头"};
inline constexpr Phrase kHintKeep{"what has come up to the | is not all yet: keep it, and read on",
                                  "| 之前到的还不是全部：先保留，继续读"};
inline constexpr Phrase kTrialLastWords{"its last words", "最后的报错"};
inline constexpr Phrase kHintMerged{
    "one recv may bring several messages: keep what is left for the next one",
    "一次 recv 可能读到几条消息：多出来的要留给下一条"};
inline constexpr Phrase kHintShortRead{
    "one recv may bring less than was asked for: read until all is there",
    "一次 recv 可能读不满：要循环读，直到读够"};
inline constexpr Phrase kHintCharacter{
    "a message was taken in the middle of a character: decode whole messages only",
    "消息断在一个字符中间：整条消息到齐再解码"};
inline constexpr Phrase kHintEmpty{"a recv that returns 0 brings no message: the peer has closed",
                                   "recv 返回 0 并不是一条消息：对端已经关闭"};

// Whether a lab holds as it states

inline constexpr Phrase kHeldEverywhere{"{0}: same under all {1} deliveries",
                                        "{0}：{1} 种送达方式下全部正确"};
inline constexpr Phrase kHeldSometimes{"{0}: same under some deliveries only",
                                       "{0}：只在部分送达方式下正确"};
inline constexpr Phrase kHeldAlways{"{0}: same under all {1} deliveries, and must fail under one",
                                    "{0}：{1} 种送达方式下全部正确，本应至少有一种出错"};
inline constexpr Phrase kHeldNever{"{0}: same under none of {1} deliveries, and must be under one",
                                   "{0}：{1} 种送达方式下没有一种正确，本应至少有一种"};
inline constexpr Phrase kNeverHeld{"{0}: wrong under all {1} deliveries",
                                   "{0}：{1} 种送达方式下全部出错"};
inline constexpr Phrase kHeldOnce{"{0}: right under a delivery, and must be wrong under each",
                                  "{0}：在一种送达方式下正确，本应全部出错"};
inline constexpr Phrase kNotHeld{"{0}: not same under the delivery {1}",
                                 "{0}：送达方式 {1} 下出错"};
inline constexpr Phrase kRealRunFailed{"{0}: its real run went wrong, before any delivery",
                                       "{0}：还没有改变送达方式，原样运行就已出错"};

}  // namespace stickylab
