// A table of lab.toml, and what stands in more than one of them.
#pragma once

#include <fmt/core.h>
#include <toml++/toml.h>

#include <functional>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace stickylab {

/// A table of the file, whose keys must all be asked for: what is left is an error, by name.
class Table {
 public:
  Table(const toml::table& table, std::string file, std::string name)
      : table_(table), file_(std::move(file)), name_(std::move(name)) {}

  [[noreturn]] void wrong(const toml::node& at, std::string_view what) const {
    throw InputError({"{}:{}: {}", "{}:{}：{}"}, file_, at.source().begin.line, what);
  }

  bool has(std::string_view key) const { return table_.contains(key); }

  template <class T>
  T take(std::string_view key, std::string_view type) {
    const toml::node& node = must(key);
    const auto value = node.value_exact<T>();
    if (!value) wrong(node, fmt::format("{} must be {}", path(key), type));
    return *value;
  }

  std::string text(std::string_view key) { return take<std::string>(key, "a string"); }
  int integer(std::string_view key, int least, int most = std::numeric_limits<int>::max()) {
    const auto value = take<std::int64_t>(key, "an integer");
    if (value < least || value > most)
      wrong(must(key), fmt::format("{} must be {} to {}", path(key), least, most));
    return static_cast<int>(value);
  }

  double number(std::string_view key) { return number(must(key), path(key)); }
  double number(const toml::node& node, std::string_view what) const {
    if (!node.is_number()) wrong(node, fmt::format("{} must be a number", what));
    return *node.value<double>();
  }

  Table table(std::string_view key) {
    const toml::node& node = must(key);
    if (!node.is_table()) wrong(node, fmt::format("{} must be a table", path(key)));
    return {*node.as_table(), file_, dotted(key)};
  }

  const toml::array& array(std::string_view key) {
    const toml::node& node = must(key);
    if (!node.is_array()) wrong(node, fmt::format("{} must be an array", path(key)));
    return *node.as_array();
  }

  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> result;
    for (const toml::node& node : array(key)) {
      if (!node.is_string()) wrong(node, fmt::format("{} must hold strings only", path(key)));
      result.push_back(*node.value_exact<std::string>());
    }
    return result;
  }

  Text both(std::string_view key) { return table(key).languages(); }
  Text languages() {
    Text text{this->text("en"), this->text("zh")};
    done();
    return text;
  }

  Table element(const toml::node& node, std::string_view key) const {
    if (!node.is_table()) wrong(node, fmt::format("{} must hold tables only", path(key)));
    return {*node.as_table(), file_, dotted(key)};
  }

  /// All keys that nobody has asked for yet, and that are not tables.
  std::vector<std::string> remaining_values() const {
    std::vector<std::string> keys;
    for (const auto& [key, node] : table_)
      if (!asked_.contains(std::string(key.str())) && !node.is_table())
        keys.emplace_back(key.str());
    return keys;
  }

  void done() const {
    for (const auto& [key, node] : table_)
      if (!asked_.contains(std::string(key.str())))
        wrong(node,
              fmt::format("unknown key {}; docs/writing-a-lab.md lists the keys", path(key.str())));
  }

  const toml::node& must(std::string_view key) {
    asked_.emplace(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr) wrong(table_, fmt::format("missing key {}", path(key)));
    return *node;
  }

  /// "predict.question": as it would stand in the file.
  std::string dotted(std::string_view key) const {
    return name_.empty() ? std::string(key) : fmt::format("{}.{}", name_, key);
  }
  std::string path(std::string_view key) const { return fmt::format("\"{}\"", dotted(key)); }
  std::string here() const { return fmt::format("\"{}\"", name_); }
  const toml::table& raw() const { return table_; }

 private:
  const toml::table& table_;
  std::string file_;
  std::string name_;
  std::set<std::string> asked_;
};

/// Hands over the whole file as a table. Throws InputError with the line at which it is no TOML.
void read_toml(const std::string& file, const std::function<void(Table)>& read);

/// Reads a number, or [least, most].
Range read_range(Table& in, const std::string& key);

/// Reads all numbers that stand in a table beside what was asked for.
Ranges read_numbers(Table& in);

/// Reads "sender" or "receiver".
Actor read_end(Table& in, std::string_view key);

/// Reads `verdict`.
Verdict read_verdict(Table& in);

}  // namespace stickylab
