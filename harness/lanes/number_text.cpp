#include "lanes/number_text.hpp"

#include "base/phrase_table.hpp"
#include "judge/claims.hpp"
#include "lanes/ending_text.hpp"
#include "lanes/verdict_words.hpp"

namespace stickylab {
namespace {

constexpr Phrase kVerdictText{"verdict", "判定"};
constexpr Phrase kEndingText{"ending", "结束方式"};
constexpr Phrase kPrintedText{"printed", "输出"};

constexpr auto kNumberWords = phrases_of<Number>({
    {Number::accepted, {"connections accepted", "接受的连接数"}},
    {Number::connect_ms, {"longest connect (ms)", "耗时最长的 connect（毫秒）"}},
    {Number::dropped,
     {"datagrams that the receiver's kernel threw away", "接收方内核丢弃的数据报数"}},
    {Number::elapsed_ms, {"first write to last read (ms)", "首次写入到末次读取（毫秒）"}},
    {Number::empty_reads, {"reads that returned 0", "返回 0 的读取次数"}},
    {Number::exchange_ms, {"one exchange, median (ms)", "一问一答用时的中位数（毫秒）"}},
    {Number::exchanges, {"exchanges: requests replied to", "一问一答的次数"}},
    {Number::first_held_bytes,
     {"bytes of the first write held back by TCP", "首次写入中 TCP 暂缓发送的字节数"}},
    {Number::first_read, {"bytes of the first read", "首次读到的字节数"}},
    {Number::held_bytes, {"bytes held back by TCP, at most", "TCP 暂缓发送的最大字节数"}},
    {Number::held_ms, {"held back by TCP, median (ms)", "TCP 暂缓发送时间的中位数（毫秒）"}},
    {Number::largest_read, {"bytes of the largest read", "单次读到的最大字节数"}},
    {Number::longest_read_ms, {"longest wait in a read (ms)", "单次读取的最长等待（毫秒）"}},
    {Number::longest_write_ms, {"longest wait in a write (ms)", "单次写入的最长等待（毫秒）"}},
    {Number::messages, {"messages understood", "得到的消息数"}},
    {Number::reading_us, {"first to last read (microseconds)", "首次读取到末次读取（微秒）"}},
    {Number::reads, {"reads that brought bytes", "读到字节的次数"}},
    {Number::segments, {"segments", "TCP 报文段数"}},
    {Number::shortest_exchange_ms, {"shortest exchange (ms)", "最快的一次一问一答（毫秒）"}},
    {Number::unacked, {"segments without ACK, at most", "最多同时未确认的报文段数"}},
    {Number::writes, {"writes", "写入次数"}},
});

}  // namespace

std::string number_text(Number number, Lang lang) {
  return std::string(in(lang, kNumberWords[number]));
}

std::string row_text(std::string_view name, Lang lang) {
  if (name == kVerdictRow) return std::string(in(lang, kVerdictText));
  if (name == kEndingRow) return std::string(in(lang, kEndingText));
  if (name == kPrintedRow) return std::string(in(lang, kPrintedText));
  const std::optional<Number> number = number_from_name(name);
  return number ? number_text(*number, lang) : std::string(name);
}

std::string value_text(std::string_view what, const std::string& value, Lang lang) {
  const auto verdict = what == kVerdictRow ? verdict_from_name(value) : std::nullopt;
  return verdict ? std::string(in(lang, kVerdictWords[*verdict])) : value;
}

std::string value_text(const Observation& seen, std::string_view what, const std::string& value,
                       Lang lang) {
  return what == kEndingRow ? endings_text(seen, lang) : value_text(what, value, lang);
}

}  // namespace stickylab
