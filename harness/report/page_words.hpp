// What the HTML page says itself.
#pragma once

#include <array>

#include "lanes/actor_words.hpp"
#include "lanes/row_words.hpp"
#include "lanes/story_words.hpp"
#include "lanes/verdict_words.hpp"
#include "report/text_words.hpp"
#include "text/common_words.hpp"

namespace stickylab {

inline constexpr Phrase kPageLabs{"All labs", "全部实验"};
inline constexpr Phrase kPageNeedsScript{
    "This page draws its replay with JavaScript, which is turned off here.",
    "本页用 JavaScript 绘制回放，但这里没有启用。"};

/// What the scripts of the page say, by the name that they know it by.
struct PageWord {
  const char* name;
  Phrase phrase;
};
inline constexpr auto kPageWords = std::to_array<PageWord>({
    {"labs", kPageLabs},
    {"keys", {"Keys", "按键"}},
    {"space", {"Space", "空格"}},
    {"play", {"Play", "播放"}},
    {"pause", {"Pause", "暂停"}},
    {"back", {"Step back", "后退一步"}},
    {"forward", {"Step", "前进一步"}},
    {"pointBefore", {"Previous point", "上一个要点"}},
    {"pointAfter", {"Next point", "下一个要点"}},
    {"speed", {"Speed", "速度"}},
    {"slower", {"Slower", "减速"}},
    {"faster", {"Faster", "加速"}},
    {"hex", {"Hex", "十六进制"}},
    {"fold", {"Fold gaps", "折叠空档"}},
    {"show", {"Show", "显示"}},
    {"both", {"Both", "两版对照"}},
    {"position", {"Step {0} of {1}", "第 {0} 步，共 {1} 步"}},
    {"close", {"Close", "关闭"}},
    {"sendQueue", {"Send queue", "发送队列"}},
    {"receiveQueue", {"Receive queue", "接收队列"}},
    {"inKernel", {"In the kernel", "在内核里"}},
    {"read", {"Read", "已读出"}},
    {"toScale", {"The whole run to scale: {0} ms", "全程，按比例：{0} 毫秒"}},
    {"manyBytes",
     {"More bytes moved than can be drawn one by one; the lanes tell of them.",
      "字节太多，无法逐个画出，请看下面的时间线。"}},
    {"firstBytes", {"the first {0} of {1} B", "共 {1} 字节，这里是前 {0} 字节"}},
    {"cures", {"What breaks, and what cures it", "会出什么问题，怎样解决"}},
    {"diff", {"What the fix changes", "修正了什么"}},
    {"claims", {"What it settles", "由此得出的结论"}},
    {"differ", kHowTheyDiffer},
    {"why", kWhy},
    {"broken", kVersionWords[Version::broken]},
    {"fixed", kVersionWords[Version::fixed]},
    {"ms", kUnitMs},
    {"wire", kWireWords.name},
    {"size", kBytes},
    {"byteRange", kByteRange},
    {"oneByte", kOneByte},
    {"meant", kMessagesMeant},
    {"understood", kMessagesUnderstood},
    {"none", kNone},
    {"more", kMoreMessages},
});

}  // namespace stickylab
