#include "catalog/table.hpp"

namespace stickylab {

void read_toml(const std::string& file, const std::function<void(Table)>& read) {
  try {
    const toml::table root = toml::parse_file(file);
    read(Table(root, file, ""));
  } catch (const toml::parse_error& error) {
    const auto line = error.source().begin.line;
    if (line > 0) throw InputError({"{}:{}: {}", "{}:{}：{}"}, file, line, error.description());
    throw InputError({"{}: {}", "{}：{}"}, file, error.description());
  }
}

Range read_range(Table& in, const std::string& key) {
  const toml::node& node = in.must(key);
  if (!node.is_array()) {
    const double exact = in.number(key);
    return {exact, exact};
  }
  const toml::array& ends = in.array(key);
  if (ends.size() != 2) in.wrong(node, in.path(key) + " must be a number or [least, most]");
  const Range range{in.number(ends[0], in.path(key)), in.number(ends[1], in.path(key))};
  if (range.min > range.max) in.wrong(node, in.path(key) + " must begin with the least");
  return range;
}

Ranges read_numbers(Table& in) {
  Ranges numbers;
  for (const std::string& key : in.remaining_values())
    if (const auto number = number_from_name(key))  // `done` reports all others
      numbers[*number] = read_range(in, key);
  return numbers;
}

Actor read_end(Table& in, std::string_view key) {
  const std::string who = in.text(key);
  if (who != "sender" && who != "receiver")
    in.wrong(in.must(key), in.path(key) + " must be \"sender\" or \"receiver\"");
  return who == "sender" ? kSender : kReceiver;
}

Verdict read_verdict(Table& in) {
  const auto verdict = verdict_from_name(in.text("verdict"));
  if (!verdict)
    in.wrong(in.must("verdict"), in.path("verdict") + " is no verdict; see docs/writing-a-lab.md");
  return *verdict;
}

}  // namespace stickylab
