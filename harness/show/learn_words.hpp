// What `learn` says.
#pragma once

#include "base/phrase_table.hpp"
#include "recording/recording.hpp"
#include "show/lesson.hpp"

namespace stickylab {

/// What each step is called.
inline constexpr auto kStepWords = phrases_of<Step>({
    {Step::look, {"what you will see", "要看什么"}},
    {Step::code, {"the code", "代码"}},
    {Step::predict, {"guess", "先猜"}},
    {Step::run, {"run it", "运行"}},
    {Step::fix, {"the fix", "怎么改"}},
    {Step::fixed, {"run the fix", "运行修正版"}},
    {Step::why, {"why", "为什么"}},
    {Step::practice, {"try this", "动手试试"}},
    {Step::guesses, {"your guesses", "你的猜测"}},
});
inline constexpr Phrase kLearnPlace{"lab {0} of {1}, ", "第 {0} 个实验，共 {1} 个；"};
inline constexpr Phrase kLearnStep{"step {0} of {1}: {2}", "第 {0} 步，共 {1} 步：{2}"};
inline constexpr Phrase kLearnStepOnly{"step {0} of {1}", "第 {0} 步，共 {1} 步"};

// What you will see

inline constexpr Phrase kLearnPrograms{
    "Two programs, a sender and a receiver, talk over {0}. Both are real, and so is the kernel "
    "between them.",
    "两个程序，一个发送，一个接收，通过 {0} 通信。程序是真的，中间的内核也是真的。"};
inline constexpr Phrase kLearnMeant{"The sender means to send ({0}):",
                                    "发送方想发的消息（{0} 条）"};
inline constexpr Phrase kLearnToGet{"The sender asks, and is to get ({0}):",
                                    "发送方提出请求，应收到的消息（{0} 条）"};
inline constexpr Phrase kLearnOrder{
    "First you read the version that goes wrong. Then you guess what it does, and then it runs, "
    "here and now. After that come the fix, its run, and why.",
    "先读会出错的那一版代码，再猜它会怎样，然后当场运行。接着看怎么改、修正版怎样运行，以及原因。"};
inline constexpr Phrase kLearnGuessIsYours{
    "Do guess, even if you are not sure: what you expected is what you learn from. Your guesses "
    "stay on this computer.",
    "没有把握也请猜一猜：把自己的预想和结果对照，才学得到东西。猜测只保存在这台计算机上。"};

/// Where the programs run.
inline constexpr auto kNetWords = phrases_of<Net>({
    {Net::two_hosts,
     {"Each of the two has a host of its own, made on this computer for the run, and all that goes "
      "over the wire between them is seen.",
      "两个程序各有一台主机，都是为这次运行在本机上建的；两台之间的链路上传了什么，全都看得到。"}},
    {Net::one_host,
     {"Both are on one host, made on this computer for the run, and all that goes between them is "
      "seen.",
      "两个程序在同一台主机上，它是为这次运行在本机上建的；两者之间传了什么，全都看得到。"}},
    {Net::loopback,
     {"Both run on this computer as it is, over its loopback; what goes over the wire is not seen.",
      "两个程序直接在本机上运行，走回环接口；链路上传了什么，看不到。"}},
});

// The code, and the fix

inline constexpr Phrase kLearnMarked{
    "broken.cpp. The fix changes the lines marked {0}. They look right, and the comments say what "
    "their author believed. Below the code stands what the calls of kit:: do.",
    "broken.cpp。标有 {0} "
    "的，是修正版要改的几行。它们看上去没有问题，注释写的也正是作者当时相信的。kit:: "
    "的各个调用是什么意思，写在代码下面。"};
inline constexpr Phrase kLearnDesign{
    "broken.cpp, as the documents design it. It looks right, and the comments say what their "
    "author "
    "believed. The fixed version is a program of its own, so no line is marked. Below the code "
    "stands what the calls of kit:: do.",
    "broken."
    "cpp，照博客的设计写成。它看上去没有问题，注释写的也正是作者当时相信的。修正版是另外写的一个程"
    "序，所以没有标出要改的"
    "行。kit:: 的各个调用是什么意思，写在代码下面。"};
inline constexpr Phrase kLearnCures{
    "The fixed version is a program of several files, for use. What breaks, and what cures it:",
    "修正版是一个可以拿来用的程序，有好几个文件。会出什么问题，怎样解决："};
inline constexpr Phrase kLearnKit{"What the calls of kit:: do", "kit:: 的各个调用"};
inline constexpr Phrase kLearnDiff{
    "How fixed.cpp differs from broken.cpp, compared just now: - goes, + comes.",
    "刚刚比较得出的 broken.cpp 与 fixed.cpp 的差别：- 是去掉的行，+ 是加上的行。"};

// The guess

inline constexpr Phrase kLearnYours{"(your guess)", "（你的猜测）"};
inline constexpr Phrase kLearnOpen{
    "Press the number of your guess. You may also go on without one.",
    "按数字键选择你的猜测。不猜也可以继续。"};
inline constexpr Phrase kLearnChange{"You can change it until you have seen the run.",
                                     "看到运行结果之前，随时可以改。"};
inline constexpr Phrase kLearnWithout{
    "You have not guessed yet. Press a number; Enter once more goes on without a guess.",
    "你还没有猜。请按数字键；再按一次 Enter，就不猜了。"};
inline constexpr Phrase kLearnStays{
    "You have seen the run, so your guess stays as it was; g forgets it.",
    "你已经看过运行结果，猜测就保持原样了；按 g 可以作废重猜。"};
inline constexpr Phrase kLearnTooLate{
    "You have seen the run without a guess. With g the question is asked again.",
    "你没有猜就看过了运行结果。按 g，可以重新猜一次。"};

inline constexpr Phrase kLearnReadsQuestion{
    "How many reads that bring bytes will the fixed receiver need?",
    "修正版的接收方要读几次（只算读到字节的）？"};
inline constexpr Phrase kLearnReadsOpen{"Press a number, then Enter runs it.",
                                        "按数字键来猜，然后按 Enter 运行。"};
inline constexpr Phrase kLearnReadsChange{"Another number changes it; Enter runs it.",
                                          "按别的数字可以改；按 Enter 运行。"};

// The run

inline constexpr Phrase kLearnLate{
    "This machine was busy, and stickylab's wire handed packets on late: that time is no part of "
    "what TCP does. r runs it again.",
    "本机繁忙，stickylab 的链路转交晚了：这段时间与 TCP 无关。按 r 再运行一次。"};
inline constexpr Phrase kLearnOffer{
    "The fix comes next. With t you can try to repair it yourself first, in a copy of your own.",
    "下一步就是改法。按 t，可以先在自己的副本里试着改一改。"};
inline constexpr Phrase kLearnOfferHints{
    "The fix comes next. With t you can try to repair it yourself first, in a copy of your own; h "
    "gives a hint.",
    "下一步就是改法。按 t，可以先在自己的副本里试着改一改；按 h，看提示。"};
inline constexpr Phrase kLearnHint{"Hint {0} of {1}: {2}", "提示 {0}（共 {1} 条）：{2}"};
inline constexpr Phrase kLearnRunning{"It is running.", "正在运行。"};
inline constexpr Phrase kLearnNotShown{
    "This run did not show what the lab is about: that happens, and the run below says why. Run "
    "it again with r.",
    "这次运行没有出现实验要看的现象。这是可能的，原因见下面的运行过程。按 r 再运行一次。"};
inline constexpr Phrase kLearnGuessed{"you guessed", "你猜的"};
inline constexpr Phrase kLearnRule{"rule", "规律"};
inline constexpr Phrase kLearnHappened{"what happened", "实际的"};
inline constexpr Phrase kLearnNone{"no guess", "没有猜"};
inline constexpr Phrase kLearnRight{"As you guessed.", "和你猜的一样。"};
inline constexpr Phrase kLearnWrong{"Not as you guessed, and many guess so.",
                                    "和你猜的不一样，这样想的人很多。"};
inline constexpr Phrase kLearnLanes{"How to read it", "怎么看"};
inline constexpr Phrase kLearnLanesThree{
    "Left are the calls of the sender, right those of the receiver, and between them what went "
    "over the wire. Time runs down.",
    "左边是发送方的调用，右边是接收方的调用，中间是链路上传了什么。时间从上往下走。"};
inline constexpr Phrase kLearnLanesTwo{
    "Left are the calls of the sender, right those of the receiver. Time runs down.",
    "左边是发送方的调用，右边是接收方的调用。时间从上往下走。"};
inline constexpr Phrase kLearnLanesCounts{
    "Bytes are counted from 0, writes and segments from 1, each direction for itself.",
    "字节从 0 编号，写和报文段从 1 编号，两个方向各编各的。"};
inline constexpr Phrase kLearnLanesHeld{
    "TCP holds bytes back: send has taken them, but they have not left yet.",
    "TCP 暂缓发送：send 已经收下，但还没有发出去。"};
inline constexpr Phrase kLearnLanesMessage{"{0} message: what the receiver takes for one message.",
                                           "{0} 消息：接收方把这些当作一条消息。"};

// Why, and what to try

inline constexpr Phrase kLearnWild{"Where this has happened (issues on GitHub)",
                                   "真实案例（GitHub 上的 issue）"};
inline constexpr Phrase kLearnReadme{
    "The README of this lab says more of why, and of what the kernel did:",
    "为什么会这样、内核做了什么，这个实验的 README 讲得更细："};
inline constexpr Phrase kLearnComesOut{"What comes out: {0}", "结果：{0}"};
inline constexpr Phrase kLearnTryFirst{
    "First try something: p runs your copy, t tries it. Then s says what comes out.",
    "请先动手：按 p 运行你的副本，按 t 检验它。之后再按 s，看结果。"};
inline constexpr Phrase kLearnCopy{"Your own copy of broken.cpp will be {0}.",
                                   "你自己的 broken.cpp 副本会放在 {0}。"};
inline constexpr Phrase kLearnCopyThere{
    "Your own copy of broken.cpp is {0}, as you left it; delete it to begin anew.",
    "你自己的 broken.cpp 副本在 {0}，还是上次留下的样子；想重新开始，删掉它就行。"};
inline constexpr Phrase kLearnCopyTry{
    "t tries it at once, and again each time you save it: {0} Ctrl-C brings you back here.",
    "t：立刻检验，以后每次保存都再检验一次：{0}按 Ctrl-C 回到这里。"};
inline constexpr Phrase kLearnCopyStream{
    "what its sender sends is delivered to its receiver in every way that TCP may: all at once, "
    "byte by byte, cut at each place, ended early. The calls of kit:: that wait for a point in the "
    "run do nothing there. You see the first way that goes wrong.",
    "发送方发出的字节，按 TCP 允许的各种方式送给接收方：一次全到、逐个字节到、在每一处切开、提前"
    "结束。kit:: 里用来等待同步点的调用在这里不起作用。你会看到最先出错的是哪一种。"};
inline constexpr Phrase kLearnCopyDatagrams{
    "its datagrams are lost, come twice, overtake each other or come late. You see the first way "
    "that goes wrong.",
    "数据报会丢失、重复、乱序、迟到。你会看到最先出错的是哪一种。"};
inline constexpr Phrase kLearnCopyPlain{
    "it runs once, as the lab does: what this lab shows does not lie in how the bytes are "
    "delivered.",
    "像实验里那样运行一次：这个实验的要点不在于字节怎样送到。"};
inline constexpr Phrase kLearnCopyRun{"p runs it once, as it is.", "p：原样运行一次。"};
inline constexpr Phrase kLearnCopyRepeat{
    "m runs it a hundred times, and counts what comes out: is it right, or lucky?",
    "m：运行一百次，统计各种结果：是真的对了，还是碰巧？"};
inline constexpr Phrase kLearnCopyEdit{"e opens it in your editor.", "e：用你的编辑器打开。"};
inline constexpr Phrase kLearnCommands{"The same from a shell, in this folder:",
                                       "在这个目录的命令行里，也可以这样做："};
inline constexpr Phrase kLearnOften{
    "The lab's own broken version, a hundred times without its "
    "gates:",
    "实验自带的出错版，不用同步点，运行一百次："};
inline constexpr Phrase kLearnEnterBack{"Enter goes back.", "按 Enter 返回。"};

// What was guessed in a part of the course

inline constexpr Phrase kLearnPartGuessed{"You have guessed {0} of its {1} labs.",
                                          "这一部分有 {1} 个实验，你猜过 {0} 个。"};
inline constexpr Phrase kLearnPartOver{
    "This was the last lab of the part. As you guessed: {0}. Otherwise: {1}.",
    "这是这一部分的最后一个实验。和你猜的一样：{0} 个；不一样：{1} 个。"};
inline constexpr Phrase kLearnPartSurprises{
    "What came otherwise cannot be seen from the code alone. Now you know it.",
    "不一样的那些，光看代码看不出来；现在你知道了。"};
inline constexpr Phrase kLearnPartNoSurprise{"Nothing here took you by surprise.",
                                             "没有一个出乎你的意料。"};
inline constexpr Phrase kLearnNextLab{"The next lab is {0} {1}.", "下一个实验是 {0} {1}。"};
inline constexpr Phrase kLearnNextPart{"With it begins part {0}: {1}.",
                                       "从这个实验起，是第 {0} 部分：{1}。"};
inline constexpr Phrase kLearnAnyLab{"`stickylab learn` with its number opens any lab.",
                                     "`stickylab learn` 加上编号，可以打开任何一个实验。"};
inline constexpr Phrase kLearnLastLab{"This was the last lab.", "这是最后一个实验。"};

// After it

inline constexpr Phrase kLearnLeft{"`stickylab learn` goes on from here.",
                                   "下次用 `stickylab learn`，就从这里继续。"};
inline constexpr Phrase kLearnNotKept{"Your guesses are not kept: {0}", "猜测没有保存：{0}"};
inline constexpr Phrase kLearnForgotten{"forgotten: {0}", "已清除：{0}"};
inline constexpr Phrase kLearnForgottenAll{"all guesses are forgotten", "所有猜测都已清除"};

}  // namespace stickylab
