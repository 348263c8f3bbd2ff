// The words of a sentence about one row of a run, beside those of the row itself.
#pragma once

#include "base/phrase.hpp"

namespace stickylab {

inline constexpr Phrase kTheSender{"the sender", "发送方"};
inline constexpr Phrase kTheReceiver{"the receiver", "接收方"};

inline constexpr Phrase kFullStop{".", "。"};
inline constexpr Phrase kDoes{"{0} {1}", "{0}{1}"};
inline constexpr Phrase kOnConnection{"{0} #{1}", "{0} #{1}"};

inline constexpr Phrase kWrites{"{0} calls {1} with {2}", "{0}调用 {1} 写出 {2}"};
inline constexpr Phrase kTakenOnly{"The kernel takes only {0}", "内核只收下 {0}"};
inline constexpr Phrase kKeptForNow{"TCP does not send {0} of them yet",
                                    "其中 {0}，TCP 暂时没有发出"};
inline constexpr Phrase kReturns{"The {1} of {0} returns {2}", "{0}的 {1} 返回 {2}"};
inline constexpr Phrase kReturnsEnd{"The {1} of {0} returns 0: end of stream",
                                    "{0}的 {1} 返回 0：流到此结束"};
inline constexpr Phrase kAllOfWrite{"all of write {0}", "第 {0} 次写的全部"};
inline constexpr Phrase kAllOfWrites{"all of writes {0}", "第 {0} 次写的全部"};
inline constexpr Phrase kRestWaits{"{0} more wait in its queue", "队列里还有 {0}"};
inline constexpr Phrase kStillWaits{"The {1} of {0} has waited for {2} as the run ends",
                                    "到运行结束时，{0}的 {1} 已经等了 {2}"};

inline constexpr Phrase kTurnsOn{"{0} turns {1} on", "{0}打开 {1}"};
inline constexpr Phrase kTurnsOff{"{0} turns {1} off", "{0}关闭 {1}"};
inline constexpr Phrase kEndsStream{"{0} ends its stream with {1}", "{0}用 {1} 结束自己的流"};

inline constexpr Phrase kOpens{"The connection is opened by a handshake of three packets",
                               "三次握手，连接建立"};
inline constexpr Phrase kGoes{"{0} goes from {1} to {2}", "{0} 从{1}到{2}"};
inline constexpr Phrase kLeaves{"{0} leaves {1}, on its way to {2}", "{0} 离开{1}，去往{2}"};
inline constexpr Phrase kArrives{"{0} from {1} arrives at {2}", "{0} 从{1}到达{2}"};
inline constexpr Phrase kTheAckOf{"the ACK of {0}", "对{0}的确认"};

inline constexpr Phrase kTakesForMessage{"{0} takes {1} for a message", "{0}把 {1} 当作一条消息"};
inline constexpr Phrase kNothingHappens{"For {0} nothing happens", "有 {0}什么也没有发生"};

}  // namespace stickylab
