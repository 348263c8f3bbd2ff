// What `present` says.
#pragma once

#include <array>

#include "base/phrase.hpp"

namespace stickylab {

inline constexpr Phrase kPresentEvent{"{0}, event {1} of {2}", "{0}，第 {1} 个事件，共 {2} 个"};
inline constexpr Phrase kPresentBoth{"broken and fixed", "出错版与修正版"};
inline constexpr Phrase kPresentAsk{"What do you think?", "你怎么看？"};
inline constexpr Phrase kPresentRunning{"Both versions are running.", "两个版本正在运行。"};
inline constexpr Phrase kPresentPlaying{"playing", "播放中"};
inline constexpr Phrase kPresentPaused{"paused", "已暂停"};
inline constexpr Phrase kPresentSpeed{"speed {0}", "速度 {0}"};
inline constexpr Phrase kPresentGapsFolded{"gaps folded", "空档已折叠"};
inline constexpr Phrase kPresentGapsLong{"gaps as long as they were", "空档按实际长短"};
inline constexpr Phrase kPresentText{"bytes as text", "字节显示为文本"};
inline constexpr Phrase kPresentHex{"bytes as hex", "字节显示为十六进制"};
inline constexpr Phrase kPresentHelp{"?: keys", "?：按键"};

/// What the keys do.
inline constexpr auto kPresentKeyHelp = std::to_array<Phrase>({
    {"Page Down, right, . : next event; after the last one, the next act",
     "Page Down、→、. ：下一个事件；最后一个之后是下一幕"},
    {"Page Up, left, , : back", "Page Up、←、, ：上一个事件"},
    {"space: play, pause", "空格：播放、暂停"},
    {"[ ] : previous, next teaching point", "[ ] ：上一个、下一个要点"},
    {"Home, End: to the beginning, to the end of the act", "Home、End：本幕的开头、结尾"},
    {"1 2 3: broken, fixed, both", "1 2 3：出错版、修正版、两者并列"},
    {"+ - : speed", "+ - ：速度"},
    {"f: gaps folded, or as long as they were", "f：空档折叠，或按实际长短"},
    {"x: bytes as text, or as hex", "x：字节显示为文本或十六进制"},
    {"t: colours of the terminal, dark, light", "t：终端的颜色、深色、浅色"},
    {"q: quit", "q：退出"},
});

}  // namespace stickylab
