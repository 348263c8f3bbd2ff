// What `compare`, `run` and `list` say in plain text.
#pragma once

#include <array>

#include "base/phrase.hpp"
#include "catalog/lab.hpp"

namespace stickylab {

inline constexpr Phrase kHowTheyDiffer{"How they differ", "两者的差别"};
inline constexpr Phrase kWhy{"Why", "原因"};
inline constexpr Phrase kInNumbers{"In numbers", "数据"};
inline constexpr Phrase kSegmentsSource{
    "Segments: TCP_INFO of the sender, data segments without retransmissions.",
    "报文段数取自发送方的 TCP_INFO：只计数据段，不计重传。"};
inline constexpr Phrase kSegmentsCounted{"Segments: counted on the wire, without retransmissions.",
                                         "报文段数是在链路上数出来的：只计数据段，不计重传。"};

inline constexpr Phrase kTotalReproduced{"reproduced: {0} of {1}", "{1} 个实验中重现 {0} 个"};
inline constexpr Phrase kTotalNotReproduced{"not reproduced: {0}", "未重现 {0} 个"};
inline constexpr Phrase kTotalInconclusive{"inconclusive: {0}", "无法判定 {0} 个"};

inline constexpr Phrase kLearnPart{"Part {0}: {1}", "第 {0} 部分：{1}"};

/// The titles of the parts of the course, from part 1 on.
inline constexpr std::array<Phrase, kParts> kPartTitles = {{
    {"A stream has no packets", "流里没有包"},
    {"Cures that do not cure", "治标不治本的办法"},
    {"Framing, and how it goes wrong", "分帧及常见错误"},
    {"What send and recv really say", "send 和 recv 的返回值到底说明什么"},
    {"Flow, and who waits for whom", "流量控制，以及谁在等谁"},
    {"Servers", "服务端"},
    {"Datagrams, and other streams", "数据报，以及别的流"},
}};

constexpr const Phrase& part_title(int part) {
  return kPartTitles.at(static_cast<std::size_t>(part) - 1);
}

}  // namespace stickylab
