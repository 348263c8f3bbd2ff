// What `try` says of a receiver of datagrams.
#pragma once

#include "base/phrase.hpp"

namespace stickylab {

// A delivery

inline constexpr Phrase kDatagramsInOrder{"one datagram after the other", "数据报一个接一个"};
inline constexpr Phrase kDatagramsAtOnce{"all in the queue before the receiver may read",
                                         "先全部进入队列，再让接收方读"};
inline constexpr Phrase kDatagramLost{"datagram {0} is lost", "数据报 {0} 丢失"};
inline constexpr Phrase kDatagramTwice{"datagram {0} comes twice", "数据报 {0} 到了两次"};
inline constexpr Phrase kDatagramsSwapped{"datagrams {0} and {1} are swapped",
                                          "数据报 {0} 和 {1} 对调"};
inline constexpr Phrase kDatagramLate{"datagram {0} comes last", "数据报 {0} 最后才到"};
inline constexpr Phrase kNoDatagrams{"nothing", "什么也没有"};
inline constexpr Phrase kMoreDatagrams{"and {0} more", "另有 {0} 个"};

// What went wrong

inline constexpr Phrase kFaultMissing{"a message is missing whose datagram was not lost",
                                      "数据报没有丢，却没有输出它的消息"};
inline constexpr Phrase kFaultTooOften{"a message was said more often than its datagram came",
                                       "一条消息输出的次数，多于它的数据报到达的次数"};
inline constexpr Phrase kFaultNotSent{"a message was said that no datagram brought",
                                      "输出了一条消息，而到达的数据报里没有它"};
inline constexpr Phrase kFaultJoined{"several messages were said as one", "几条消息被当成了一条"};
inline constexpr Phrase kFaultPart{"a message is there in part only", "有一条消息只输出了一部分"};
inline constexpr Phrase kFaultOtherBytes{"a message has other bytes than were meant",
                                         "有一条消息的字节与应收到的不同"};
inline constexpr Phrase kFaultOrder{"the messages are in another order than their datagrams came",
                                    "消息的顺序与数据报到达的顺序不同"};
inline constexpr Phrase kFaultUnread{"datagrams still waited to be read at the time limit",
                                     "时限已到，仍有数据报没有读取"};

// What to look at

inline constexpr Phrase kHintCrop{
    "a read had room for {0} bytes and took a datagram of {1}: the other {2} are gone; read each "
    "datagram with one call that has room for all of it",
    "一次读取只有 {0} 字节的空间，取走的数据报却有 {1} 字节，其余 {2} 字节已经丢弃；"
    "请用放得下整个数据报的缓冲区，一次读完"};
inline constexpr Phrase kHintJoined{
    "each read brings one datagram, and each datagram is whole: none continues the one before",
    "每次读取得到一个数据报，每个数据报都是完整的，不会接着上一个"};
inline constexpr Phrase kHintEnded{
    "the receiver ended by itself: with UDP a copy may come in place of the next datagram, and the "
    "next one may come later",
    "接收方自行退出了：用 UDP 时，接下来到的可能是上一个的副本，下一个也可能晚到"};
inline constexpr Phrase kHintUnwritten{
    "what is missing stands in the program's memory, not yet written: flush standard output after "
    "each message",
    "缺的那条还留在程序的内存里，没有写出来：每输出一条消息，就刷新一次标准输出"};
inline constexpr Phrase kHintWaits{
    "the receiver waited for more: say each message as its datagram comes, whatever becomes of the "
    "others",
    "接收方还在等：数据报一到就输出它的消息，不管其他数据报怎样"};

}  // namespace stickylab
