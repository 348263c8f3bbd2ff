// What `present` says.
#pragma once

#include <array>

#include "base/phrase.hpp"

namespace stickylab {

inline constexpr Phrase kPresentEvent{"{0}, event {1} of {2}", "{0}，第 {1} 个事件，共 {2} 个"};
inline constexpr Phrase kPresentLabOf{"lab {0} of {1}, {2}", "第 {0}/{1} 个实验，{2}"};
inline constexpr Phrase kPresentBoth{"broken and fixed", "出错版与修正版"};
inline constexpr Phrase kPresentRunning{"Both versions are running.", "两个版本正在运行。"};
inline constexpr Phrase kPresentRecording{
    "Recording {0} of {1}: lab {2}, both versions.",
    "正在记录第 {0} 个，共 {1} 个：实验 {2}，两个版本都运行。"};
inline constexpr Phrase kPresentPlaying{"playing", "播放中"};
inline constexpr Phrase kPresentPaused{"paused", "已暂停"};
inline constexpr Phrase kPresentSpeed{"speed {0}", "速度 {0}"};
inline constexpr Phrase kPresentGapsFolded{"gaps folded", "空档已折叠"};
inline constexpr Phrase kPresentGapsLong{"gaps as long as they were", "空档按实际长短"};
inline constexpr Phrase kPresentText{"bytes as text", "字节显示为文本"};
inline constexpr Phrase kPresentHex{"bytes as hex", "字节显示为十六进制"};
inline constexpr Phrase kPresentHelp{"?: keys", "?：按键"};
inline constexpr Phrase kPresentLabs{"n p: next, previous lab", "n p：下一个、上一个实验"};

// The question, and the answer

inline constexpr Phrase kPresentAsk{"What do you think?", "你怎么看？"};
inline constexpr Phrase kPresentMinutes{"{0} min: minutes {1} to {2} of the lesson",
                                        "{0} 分钟：这节课的第 {1} 到 {2} 分钟"};
inline constexpr Phrase kPresentAnswer{"the answer: {0}", "答案：{0}"};
inline constexpr Phrase kPresentNotShown{
    "This run did not show it; the end of the broken act says what it showed. Start again for "
    "another run.",
    "这次运行没有出现这个结果；实际结果见出错版那一幕的末尾。想再运行一次，就重新启动。"};
inline constexpr Phrase kPresentTempting{"Why people choose another one", "为什么容易选错"};
inline constexpr Phrase kPresentRule{"Rule", "规律"};

// The names of the places that the next key leads to

inline constexpr Phrase kPresentBegin{"begin", "开始"};
inline constexpr Phrase kPresentMore{"more lines", "继续往下看"};
inline constexpr Phrase kPresentToAnswer{"the answer", "看答案"};
inline constexpr Phrase kPresentToFix{"the fix", "怎么改"};
inline constexpr Phrase kPresentToFixed{"run the fixed version", "运行修正版"};
inline constexpr Phrase kPresentToNumbers{"how they differ", "两者的差别"};
inline constexpr Phrase kPresentToBoth{"both, from the beginning", "两个版本，从头对照"};
inline constexpr Phrase kPresentToNextLab{"next lab", "下一个实验"};

/// What the keys do.
inline constexpr auto kPresentKeyHelp = std::to_array<Phrase>({
    {"Page Down, right, . : next event; after the last one, the next act; at the end, the next lab",
     "Page Down、→、. ：下一个事件；最后一个之后是下一幕；全部演完是下一个实验"},
    {"Page Up, left, , : back", "Page Up、←、, ：上一个事件"},
    {"space: play, pause", "空格：播放、暂停"},
    {"[ ] : previous, next teaching point", "[ ] ：上一个、下一个要点"},
    {"Home, End: to the beginning, to the end of the act", "Home、End：本幕的开头、结尾"},
    {"1 a 2 3: broken, the answer, fixed, both", "1 a 2 3：出错版、答案、修正版、两者对照"},
    {"n p: next, previous lab, where you left it", "n p：下一个、上一个实验，从上次停下的地方继续"},
    {"+ - : speed", "+ - ：速度"},
    {"f: gaps folded, or as long as they were", "f：空档折叠，或按实际长短"},
    {"x: bytes as text, or as hex", "x：字节显示为文本或十六进制"},
    {"w: what the words mean", "w：术语的含义"},
    {"t: colours of the terminal, dark, light", "t：终端的颜色、深色、浅色"},
    {"q: quit", "q：退出"},
});

}  // namespace stickylab
