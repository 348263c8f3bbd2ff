// What all reports say: units, and what stands between words.
#pragma once

#include "base/phrase.hpp"

namespace stickylab {

inline constexpr Phrase kBytes{"{0} B", "{0} 字节"};
inline constexpr Phrase kByteRange{"bytes {0}{1}{2}", "第 {0}{1}{2} 字节"};
inline constexpr Phrase kOneByte{"byte {0}", "第 {0} 字节"};
inline constexpr Phrase kMilliseconds{"{0} ms", "{0} 毫秒"};
inline constexpr Phrase kSeconds{"{0} s", "{0} 秒"};
inline constexpr Phrase kUnitMs{"ms", "毫秒"};

inline constexpr Phrase kComma{", ", "，"};
inline constexpr Phrase kListComma{", ", "、"};  ///< between the items of a list
inline constexpr Phrase kColon{": ", "："};
/// A capstone's lesson: number of a lab, file, test.
inline constexpr Phrase kCureWords{"Lab {0} teaches it, {1} cures it, {2} proves it.",
                                   "原理见实验 {0}，解决办法在 {1}，由测试 {2} 验证。"};
inline constexpr Phrase kSemicolon{"; ", "；"};
inline constexpr Phrase kInBrackets{"{0} ({1})", "{0}（{1}）"};

}  // namespace stickylab
