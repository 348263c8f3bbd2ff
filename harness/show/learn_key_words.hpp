// The names that `learn` has for its keys.
#pragma once

#include <array>

#include "base/phrase.hpp"

namespace stickylab {

inline constexpr Phrase kKeyNext{"Enter: next", "Enter：下一步"};
inline constexpr Phrase kKeyRun{"Enter: run it", "Enter：运行"};
inline constexpr Phrase kKeyNextLab{"Enter: next lab", "Enter：下一个实验"};
inline constexpr Phrase kKeyBack{"b: back", "b：上一步"};
inline constexpr Phrase kKeyGuess{"1 to {0}: your guess", "1 到 {0}：猜"};
inline constexpr Phrase kKeyAgain{"r: again", "r：再运行"};
inline constexpr Phrase kKeyTry{"t: try your own", "t：动手改"};
inline constexpr Phrase kKeyRunCopy{"p: run it", "p：运行"};
inline constexpr Phrase kKeyRepeatCopy{"m: 100 times", "m：一百次"};
inline constexpr Phrase kKeyEdit{"e: edit", "e：编辑"};
inline constexpr Phrase kKeyHint{"h: hint", "h：提示"};
inline constexpr Phrase kKeyAnswers{"s: answers", "s：答案"};
inline constexpr Phrase kKeyList{"l: all labs", "l：全部实验"};
inline constexpr Phrase kKeyScroll{"Up, Down: scroll", "上下键：滚动"};
inline constexpr Phrase kKeyKeys{"?: keys", "?：按键"};
inline constexpr Phrase kKeyQuit{"q: quit", "q：退出"};
inline constexpr Phrase kKeyAnyBack{"any key: back", "任意键：返回"};
inline constexpr Phrase kKeyChoose{"Up, Down: choose", "上下键：选择"};
inline constexpr Phrase kKeyOpen{"Enter: open it", "Enter：打开"};
inline constexpr Phrase kKeyListBack{"l: back", "l：返回"};

/// The effect of each key.
inline constexpr auto kLearnKeyHelp = std::to_array<Phrase>({
    {"Enter, right, n: next step", "Enter、→、n：下一步"},
    {"b, left, Backspace: the step before", "b、←、Backspace：上一步"},
    {"Up, Down, k, j, space, Page Up, Page Down, Home, End: scroll",
     "上下键、k、j、空格、Page Up、Page Down、Home、End：滚动"},
    {"1 to 9: your guess", "1 到 9：猜"},
    {"g: forget the guess of this lab; the question is asked again",
     "g：作废这个实验的猜测，重新提问"},
    {"r: run it again", "r：再运行一次"},
    {"h: a hint, and then the next; once the run has been seen",
     "h：看一条提示，再按看下一条；运行之后才有"},
    {"t: your own copy, tried at each save", "t：自己的副本，每次保存都检验"},
    {"p: your own copy, run once as it is", "p：自己的副本，原样运行一次"},
    {"m: your own copy, a hundred times", "m：自己的副本，运行一百次"},
    {"e: your own copy in the editor that VISUAL or EDITOR names",
     "e：用环境变量 VISUAL 或 EDITOR 指定的编辑器打开自己的副本"},
    {"s: what comes out of \"try this\", after you have tried",
     "s：“动手试试”的答案，动过手之后才有"},
    {"w: the glossary: what segment, ACK, FIN, Nagle are", "w：术语表：报文段、ACK、FIN、Nagle 等"},
    {"l: all labs, to go to any", "l：全部实验，可以去任何一个"},
    {"q: quit; `stickylab learn` goes on from here",
     "q：退出；下次用 `stickylab learn` 从这里继续"},
});

}  // namespace stickylab
