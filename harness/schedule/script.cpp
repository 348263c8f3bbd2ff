#include "schedule/script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <sstream>

#include "base/strings.hpp"
#include "schedule/grammar.hpp"

namespace stickylab {
namespace {

const std::string kEach = "each: ";

bool is_schedule(const Script& script) {
  if (script.lines.size() != 1 || script.each) return false;
  const Script::Line& line = script.lines.front();
  const bool ends = line.schedule.end != StreamEnd::fin || line.schedule.after;
  return line.connection == 1 && !line.starts && !(line.schedule.replies && ends);
}

std::string print_line(const Script::Line& line) {
  std::string text = fmt::format("{}: {}", line.connection, print_schedule(line.schedule));
  if (line.starts) text += fmt::format(" after {}@{}", line.starts->connection, line.starts->sent);
  return text;
}

int connection_in(std::string_view text, std::string_view word) {
  const std::uint64_t number = number_in(text, word);
  if (number == 0 || number > std::numeric_limits<int>::max()) refuse_word(word);
  return static_cast<int>(number);
}

StartAfter parse_start(std::string_view word) {
  const std::size_t sign = word.find('@');
  if (sign == std::string_view::npos) refuse_word(word);
  return {connection_in(word.substr(0, sign), word), number_in(word.substr(sign + 1), word)};
}

Script::Line parse_line(const std::string& text, int place) {
  Script::Line line{.connection = place, .schedule = {}, .starts = {}};
  ScheduleReader reader(ScheduleReader::Ends::always);
  std::istringstream words(text);
  bool first = true;
  for (std::string word; words >> word; first = false) {
    if (first && word.ends_with(':')) {
      line.connection = connection_in(std::string_view(word).substr(0, word.size() - 1), word);
    } else if (word == "after" && !line.starts) {
      word.clear();
      words >> word;
      line.starts = parse_start(word);
    } else if (line.starts) {
      refuse_word(word);
    } else {
      reader.read(word);
    }
  }
  line.schedule = reader.finish();
  return line;
}

const Script::Line* find_line(const Script& script, int connection) {
  const auto found =
      std::find_if(script.lines.begin(), script.lines.end(),
                   [&](const Script::Line& line) { return line.connection == connection; });
  return found == script.lines.end() ? nullptr : &*found;
}

/// Follows who waits for whom from `line` on.
void check_start_of(const Script& script, const Script::Line& line) {
  const Script::Line* at = &line;
  for (std::size_t steps = 0; at->starts; ++steps) {
    const int next = at->starts->connection;
    at = find_line(script, next);
    if (at == nullptr)
      throw ScheduleError({"script: a line waits for connection {}, which has no line",
                           "脚本：有一行在等连接 {}，可是没有写这个连接的那一行"},
                          next);
    if (at == &line || steps > script.lines.size())
      throw ScheduleError(
          {"script: connection {} waits for itself: it would never start; leave out its \"after\"",
           "脚本：连接 {} 在等它自己，永远不会开始；请去掉它的 after"},
          next);
  }
}

void check_lines(const Script& script) {
  for (const Script::Line& line : script.lines)
    if (find_line(script, line.connection) != &line)
      throw ScheduleError({"script: connection {} has two lines; give each line its own number",
                           "脚本：连接 {} 写了两行；请给每一行不同的编号"},
                          line.connection);
  for (const Script::Line& line : script.lines) check_start_of(script, line);
}

}  // namespace

Script::Line Script::line(int connection) const {
  const Line* found = find_line(*this, connection);
  return found
             ? *found
             : Line{.connection = connection, .schedule = each.value_or(Schedule{}), .starts = {}};
}

Script Script::for_each(Schedule schedule) {
  Script script;
  script.each = std::move(schedule);
  return script;
}

const Stream& Played::stream(int connection) const {
  static const Stream nothing;
  const auto at = same ? 0 : static_cast<std::size_t>(connection - 1);
  return at < streams.size() ? streams[at] : nothing;
}

std::string print_script(const Script& script) {
  if (is_schedule(script)) return print_schedule(script.lines.front().schedule);
  std::string text;
  for (const Script::Line& line : script.lines)
    text += (text.empty() ? "" : "; ") + print_line(line);
  if (script.each) text += (text.empty() ? "" : "; ") + kEach + print_schedule(*script.each);
  return text;
}

Script parse_script(std::string_view text) {
  const bool is_plain = text.find(';') == std::string_view::npos &&
                        text.find(':') == std::string_view::npos &&
                        text.find("after") == std::string_view::npos;
  if (is_plain) return parse_schedule(text);
  Script script;
  for (;;) {
    const std::size_t end = text.find(';');
    const int place = static_cast<int>(script.lines.size()) + 1;
    const std::string_view line = trimmed(text.substr(0, end));
    if (line.starts_with(kEach) && !script.each)
      script.each = parse_schedule(line.substr(kEach.size()));
    else
      script.lines.push_back(parse_line(std::string(line), place));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  check_lines(script);
  return script;
}

}  // namespace stickylab
