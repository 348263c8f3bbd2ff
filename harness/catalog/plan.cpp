#include "catalog/plan.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>

#include "catalog/table.hpp"

namespace stickylab {
namespace {

constexpr std::int64_t kMostMinutes = 600;

constexpr Phrase kNoFile{
    "{}: there is no such file; docs/instructors-guide.md has a plan to copy",
    "{}：没有这个文件；docs/instructors-guide.zh.md 里有一份可以照抄的课程安排"};
constexpr Phrase kNoLab{
    "{}: this plan names no lab; for each write [[lab]] and below it number = \"01\"",
    "{}：没有写要演示哪个实验；每个实验写一行 [[lab]]，下面写 number = \"01\""};
constexpr Phrase kUnknownKey{"{}:{}: unknown key \"{}\"; a plan has only {}",
                             "{}:{}：未知的键“{}”；这里只能写 {}"};
constexpr Phrase kNoTables{"{}:{}: \"lab\" must be written as [[lab]], once for each lab",
                           "{}:{}：“lab”要写成 [[lab]]，每个实验一行"};
constexpr Phrase kNoNumber{"{}:{}: this [[lab]] needs number = \"01\"",
                           "{}:{}：这个 [[lab]] 缺少 number = \"01\""};
constexpr Phrase kUnknownLab{"{}:{}: there is no lab \"{}\"; `stickylab list` shows the numbers",
                             "{}:{}：没有编号为“{}”的实验；有哪些编号，见 `stickylab list`"};
constexpr Phrase kTwice{"{}:{}: lab {} stands here twice; n and p go back to it",
                        "{}:{}：实验 {} 写了两次；演示时按 n、p 就能回到它"};
constexpr Phrase kMinutes{"{}:{}: minutes must be a whole number from 1 to {}",
                          "{}:{}：minutes 要写 1 到 {} 的整数"};
constexpr Phrase kNote{"{}:{}: note must be a text, or {}", "{}:{}：note 要写一段文字，或者 {}"};
constexpr std::string_view kBothLanguages = R"({ en = "...", zh = "..." })";

/// One plan, from its first line to its last.
class PlanReader {
 public:
  PlanReader(const std::string& file, const std::vector<Lab>& labs) : file_(file), labs_(labs) {}

  std::vector<PlannedLab> read(const toml::table& plan) {
    know_keys(plan, {"lab"});
    const toml::node* labs = plan.get("lab");
    if (labs == nullptr) throw InputError(kNoLab, file_);
    if (!labs->is_array_of_tables()) throw InputError(kNoTables, file_, line_of(*labs));
    std::vector<PlannedLab> planned;
    for (const toml::node& lab : *labs->as_array()) planned.push_back(read_lab(*lab.as_table()));
    return planned;
  }

 private:
  PlannedLab read_lab(const toml::table& table) {
    know_keys(table, {"number", "minutes", "note"});
    PlannedLab planned{.number = read_number(table)};
    if (const toml::node* minutes = table.get("minutes")) planned.minutes = read_minutes(*minutes);
    if (const toml::node* note = table.get("note")) planned.note = read_note(*note);
    return planned;
  }

  std::string read_number(const toml::table& table) {
    const toml::node* node = table.get("number");
    if (node == nullptr || !node->is_string())
      throw InputError(kNoNumber, file_, line_of(node != nullptr ? *node : table));
    std::string number = *node->value_exact<std::string>();
    if (std::ranges::none_of(labs_, [&](const Lab& lab) { return lab.number == number; }))
      throw InputError(kUnknownLab, file_, line_of(*node), number);
    if (!seen_.insert(number).second) throw InputError(kTwice, file_, line_of(*node), number);
    return number;
  }

  int read_minutes(const toml::node& node) const {
    const auto minutes = node.value_exact<std::int64_t>();
    if (!minutes || *minutes < 1 || *minutes > kMostMinutes)
      throw InputError(kMinutes, file_, line_of(node), kMostMinutes);
    return static_cast<int>(*minutes);
  }

  Text read_note(const toml::node& node) const {
    if (const auto text = node.value_exact<std::string>()) return {*text, *text};
    const toml::table* both = node.as_table();
    if (both == nullptr) throw InputError(kNote, file_, line_of(node), kBothLanguages);
    know_keys(*both, {"en", "zh"});
    const auto en = both->get_as<std::string>("en");
    const auto zh = both->get_as<std::string>("zh");
    if (en == nullptr || zh == nullptr)
      throw InputError(kNote, file_, line_of(node), kBothLanguages);
    return {en->get(), zh->get()};
  }

  void know_keys(const toml::table& table, const std::vector<std::string>& keys) const {
    for (const auto& [key, node] : table)
      if (std::ranges::find(keys, key.str()) == keys.end())
        throw InputError(kUnknownKey, file_, key.source().begin.line, std::string(key.str()),
                         Names{keys});
  }

  static std::uint32_t line_of(const toml::node& node) { return node.source().begin.line; }

  const std::string& file_;
  const std::vector<Lab>& labs_;
  std::set<std::string> seen_{};
};

}  // namespace

std::vector<PlannedLab> read_plan(const std::string& file, const std::vector<Lab>& labs) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) throw InputError(kNoFile, file);
  std::vector<PlannedLab> planned;
  read_toml(file, [&](const Table& in) { planned = PlanReader(file, labs).read(in.raw()); });
  return planned;
}

}  // namespace stickylab
