#include "lanes/number_text.hpp"

#include <algorithm>
#include <array>

#include "lanes/ending_text.hpp"
#include "lanes/verdict_words.hpp"

namespace stickylab {
namespace {

struct NumberWords {
  std::string_view name;
  Phrase words;
};
constexpr auto kNumberWords = std::to_array<NumberWords>({
    {"verdict", {"verdict", "判定"}},
    {"messages", {"messages understood", "识别出的消息数"}},
    {"writes", {"writes", "写入次数"}},
    {"reads", {"reads that brought bytes", "读到字节的次数"}},
    {"empty_reads", {"reads that returned 0", "返回 0 的读取次数"}},
    {"first_read", {"bytes of the first read", "首次读到的字节数"}},
    {"largest_read", {"bytes of the largest read", "一次最多读到的字节数"}},
    {"longest_read_ms", {"longest wait in a read (ms)", "一次读取最久等了（毫秒）"}},
    {"segments", {"segments", "TCP 报文段数"}},
    {"unacked", {"segments without ACK, at most", "最多同时未确认的报文段数"}},
    {"first_held_bytes",
     {"bytes of the first write held back by TCP", "首次写入被 TCP 压住的字节数"}},
    {"held_bytes", {"bytes held back by TCP, at most", "TCP 最多压住的字节数"}},
    {"held_ms", {"held back by TCP, median (ms)", "被 TCP 压住的时间，中位数（毫秒）"}},
    {"exchanges", {"exchanges: requests replied to", "一问一答的次数"}},
    {"exchange_ms", {"one exchange, median (ms)", "一问一答用时，中位数（毫秒）"}},
    {"shortest_exchange_ms", {"shortest exchange (ms)", "最快的一问一答（毫秒）"}},
    {"reading_us", {"first to last read (microseconds)", "首次读取到末次读取（微秒）"}},
    {"elapsed_ms", {"first write to last read (ms)", "首次写入到末次读取（毫秒）"}},
    {"ending", {"ending", "结束方式"}},
});

}  // namespace

std::string number_text(std::string_view name, Lang lang) {
  const auto* found = std::find_if(kNumberWords.begin(), kNumberWords.end(),
                                   [&](const NumberWords& number) { return number.name == name; });
  return std::string(found == kNumberWords.end() ? name : in(lang, found->words));
}

std::string value_text(std::string_view what, const std::string& value, Lang lang) {
  const auto verdict = what == "verdict" ? verdict_from_name(value) : std::nullopt;
  return verdict ? std::string(in(lang, kVerdictWords[*verdict])) : value;
}

std::string value_text(const Observation& seen, std::string_view what, const std::string& value,
                       Lang lang) {
  return what == "ending" ? endings_text(seen, lang) : value_text(what, value, lang);
}

}  // namespace stickylab
