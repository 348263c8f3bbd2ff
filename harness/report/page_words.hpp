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
/// Above the runs in sentences.
inline constexpr Phrase kPageInWords{
    "With JavaScript, which is turned off here, this page plays what it says below in words.",
    "启用 JavaScript 后，本页能播放运行过程；这里没有启用，下面用文字逐步讲述。"};

inline constexpr Phrase kPageLab{"Lab {0}", "实验 {0}"};
inline constexpr Phrase kPageRun{"The run", "运行过程"};
inline constexpr Phrase kPageShowAnswer{"Show the answer", "看答案"};

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
    {"lab", kPageLab},
    {"begin", {"Before the first step.", "还没有开始。"}},
    {"sentenceOf", {"{0}: {1}", "{0}：{1}"}},
    {"question", {"The question", "问题"}},
    {"withoutGuess", {"Show the run without a guess", "不猜，直接看运行"}},
    {"showAnswer", kPageShowAnswer},
    {"choose", {"Choose, while the question is asked", "提问时选择"}},
    {"answer", {"Answer", "答案"}},
    {"youChose", {"You chose: {0}", "你选的是：{0}"}},
    {"rightOne", {"(right)", "（正确）"}},
    {"yours", {"(you chose this)", "（你选的）"}},
    {"notShown",
     {"This run did not show what the lab is about, so it answers nothing.",
      "这次运行没有出现本实验要看的现象，回答不了这个问题。"}},
    {"whyLabel", {"Why: ", "原因："}},
    {"temptingLabel", {"What tempts: ", "为什么容易猜错："}},
    {"lookFixed", {"Show the fixed version", "看修正版"}},
    {"lookBoth", {"Show both beside each other", "两版对照着看"}},
    {"player", {"Steps", "播放控制"}},
    {"moreKeys", {"More", "更多"}},
    {"larger", {"Larger text", "放大文字"}},
    {"smaller", {"Smaller text", "缩小文字"}},
    {"sendQueue", {"{0}: send queue", "{0}的发送队列"}},
    {"receiveQueue", {"{0}: receive queue", "{0}的接收队列"}},
    {"inKernel", {"in the kernel", "在内核里"}},
    {"read", {"{0} has read", "{0}已读出"}},
    {"above", {"+{0} B before", "前面还有 {0} 字节"}},
    {"toScale", {"From the first write on, to scale: {0} ms", "从第一次写起，按比例：{0} 毫秒"}},
    {"keyWrites", {"a write", "写"}},
    {"keyReads", {"a read, with its waiting", "读，含等待"}},
    {"keyPacket", {"a packet", "包"}},
    {"keyLost", {"a lost packet", "丢失的包"}},
    {"alike", {"The same in both: {0}", "两版相同：{0}"}},
    {"valueOf", {"{0} {1}", "{0} {1}"}},
    {"between", {", ", "，"}},
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
