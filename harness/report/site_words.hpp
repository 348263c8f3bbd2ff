// The words of a site's first page and of its other pages.
#pragma once

#include "report/page_words.hpp"

namespace stickylab {

/// The words of the first page, by the name that its HTML and its scripts know them by.
inline constexpr auto kSiteWords = std::to_array<PageWord>({
    {"title", {"Two sends, one recv: what comes out?", "两次 send，一次 recv，会收到什么？"}},
    {"lead",
     {"A program calls send twice. Say what recv returns; then see what a real Linux kernel did.",
      "一个程序调用了两次 send。先猜 recv 返回什么，再看真实的 Linux 内核是怎么做的。"}},
    {"needs-script", kPageNeedsScript},
    {"labs", kPageLabs},
    {"betTitle", {"1. Place your bet", "1. 先猜一猜"}},
    {"skip", {"Show it without a bet", "不猜，直接看"}},
    {"won", {"That is what came.", "猜对了，收到的正是它。"}},
    {"missed", {"It was: {0}", "实际收到的是：{0}"}},
    {"filmTitle", {"2. What happened, in slow motion", "2. 慢动作：实际发生了什么"}},
    {"filmText",
     {"Time runs down. The times are those that were measured, from the first send on; the "
      "distances are stretched, or nothing could be told apart.",
      "时间从上往下走。时刻都是实测的，从第一次 send 算起；间距经过拉伸，否则什么也分辨不出。"}},
    {"play", {"Play", "播放"}},
    {"pause", {"Pause", "暂停"}},
    {"back", {"Back", "后退"}},
    {"forward", {"Step", "前进"}},
    {"time", {"Place in the run", "运行到哪里"}},
    {"keyKept", {"TCP keeps bytes back", "TCP 暂缓发送"}},
    {"keyBusy", {"the receiver is busy", "接收方在忙"}},
    {"keyWaits", {"recv waits", "recv 在等"}},
    {"sender", {"sender", "发送方"}},
    {"receiver", {"receiver", "接收方"}},
    {"end", {"end", "结束"}},
    {"ms", {"{0} ms", "{0} 毫秒"}},
    {"tellSend", {"{0}: send writes {1}.", "{0}：send 写出 {1}。"}},
    {"tellRecv", {"{0}: recv({1}) returns {2}.", "{0}：recv({1}) 返回 {2}。"}},
    {"knobsTitle", {"3. Turn the knobs", "3. 换换条件"}},
    {"knobsText",
     {"Each position is a run on {0}. There are {1} of them, recorded as this page was made; "
      "nothing "
      "is simulated. Chance has its part: another run may come out differently, and what you see "
      "is "
      "what was recorded.",
      "每个位置都是在 {0} 上的一次运行，共 {1} "
      "次，生成本页时记录下来，没有一处是模拟的。其中也有偶然："
      "再运行一次，结果可能不同；这里给出的是当时记录到的。"}},
    {"busy", {"The receiver computes before its first recv", "接收方在第一次 recv 之前先计算"}},
    {"nodelay", {"TCP_NODELAY", "TCP_NODELAY 选项"}},
    {"on", {"on", "开"}},
    {"off", {"off", "关"}},
    {"rtt", {"Round trip", "往返时间"}},
    {"asks", {"Each recv asks for, in bytes", "每次 recv 最多要多少字节"}},
    {"same",
     {"Each recv brought one send. Here it looks right.",
      "每次 recv 恰好对应一次 send。这里看起来是对的。"}},
    {"merged", {"One recv brought bytes of both sends.", "一次 recv 收到了两次 send 的字节。"}},
    {"torn",
     {"The bytes of one send came in several recvs.", "一次 send 的字节分几次 recv 才收到。"}},
    {"both",
     {"A send came in several recvs, and one recv brought bytes of both.",
      "一次 send 分成了几次 recv，还有一次 recv 收到了两次 send 的字节。"}},
    {"kept",
     {"TCP kept world back for {0}: hello was not acknowledged yet (Nagle's algorithm).",
      "world 暂缓发送了 {0}：hello 还没有得到确认（Nagle 算法）。"}},
    {"map",
     {"All recordings with recv({0}): busy for so many ms, and a tick where each recv brought one "
      "send",
      "recv({0}) 的全部记录：上面一行是先计算的毫秒数，打勾的是每次 recv 恰好对应一次 send"}},
    {"rows", {"RTT, NODELAY", "往返时间，NODELAY"}},
    {"row", {"{0} ms, {1}", "{0} 毫秒，{1}"}},
    {"cell", {"busy for {0} ms: {1}", "先计算 {0} 毫秒：{1}"}},
    {"sum",
     {"Over all values of recv, {0} of {2} recordings look right without TCP_NODELAY, and {1} of "
      "{2} "
      "with it. Neither is a rule to build on: only your own format says where a message ends.",
      "算上 recv 的各个取值，不开 TCP_NODELAY 时 {2} 次里有 {0} 次看起来是对的，开了以后 {2} "
      "次里有 {1} 次。"
      "哪一种都靠不住：消息到哪里结束，只能由你自己的格式来规定。"}},
    {"cutsTitle", {"4. Cut the stream yourself", "4. 自己来切"}},
    {"cutsText",
     {"A network may hand the bytes over in any pieces. Put cuts between them: tap a gap, drag a "
      "cut, or "
      "use the arrow keys and the space bar. A piece comes only when the one before it has been "
      "read.",
      "网络可以把字节分成任意几段送到。请在字节之间下刀：点一下缝隙，或者拖动切口，也可以用方向键和"
      "空格键。"
      "前一段读完了，后一段才到。"}},
    {"strip", {"The stream of the fixed version, byte by byte", "修正版的字节流，一格一个字节"}},
    {"gap", {"Cut after byte {0}", "在第 {0} 个字节之后切"}},
    {"noCut", {"No cut", "不切"}},
    {"cutBetween", {"Between the messages", "切在两条消息之间"}},
    {"cutLength", {"Inside a length", "切在长度中间"}},
    {"cutAll", {"Every byte", "逐个字节"}},
    {"broken", {"Broken", "出错版"}},
    {"brokenRule",
     {"It sends no lengths, only the letters. What one recv returns is one message.",
      "不发长度，只发字母。一次 recv 返回什么，就当作一条消息。"}},
    {"fixed", {"Fixed", "修正版"}},
    {"fixedRule",
     {"It reads a length of 4 bytes, then as many bytes as that says.",
      "先读 4 个字节的长度，再按长度读满。"}},
    {"takes", {"It takes for messages:", "它当作消息的是："}},
    {"asSent", {"as they were sent", "与发出的一致"}},
    {"notAsSent", {"not what was sent", "与发出的不一致"}},
    {"ways",
     {"Of the {0} ways to cut the broken version's {1} bytes, {2} comes out right. Of the {3} ways "
      "to cut "
      "the fixed version's {4} bytes, all do.",
      "出错版的 {1} 个字节有 {0} 种切法，结果正确的只有 {2} 种。修正版的 {4} 个字节有 {3} "
      "种切法，全部正确。"}},
    {"ownTitle", {"5. Now your own program", "5. 轮到你的程序了"}},
    {"ownText",
     {"The labs run on Linux, as any user. Get stickylab's sources, and in their folder:",
      "这些实验在 Linux 上运行，普通用户即可。取得 stickylab 的源代码，在它的目录里："}},
    {"ownContract",
     {"try --new writes a first receiver, in python, go, java, node or cpp. It is wrong, and yours "
      "to "
      "mend: try runs it under every way to cut the stream, and names the first that goes wrong.",
      "try --new 写出一个初版接收方，可选 python、go、java、node 或 cpp。它是错的，留给你来改：try "
      "用每一种切法运行它，并指出第一种出错的切法。"}},
    {"names",
     {"Messages that come merged or torn, by the names that people search for in Chinese:",
      "人们常说的粘包，是几条消息一起收到；半包和拆包，是一条消息分几次收到。"}},
    {"notReproduced", {"not reproduced here", "这次没有重现"}},
    {"made", {"Made by {0}. The runs: {1}; {2}.", "由 {0} 生成。运行环境：{1}；{2}。"}},
});

}  // namespace stickylab
