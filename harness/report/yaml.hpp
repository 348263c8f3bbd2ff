// The YAML document below a test point of TAP.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stickylab {

/// Begins as it is made, and ends with it.
class Yaml {
 public:
  explicit Yaml(std::string& out) : out_(out) { line("---"); }
  ~Yaml() { line("..."); }
  Yaml(const Yaml&) = delete;
  Yaml& operator=(const Yaml&) = delete;

  void text(std::string_view key, std::string_view value);
  void number(std::string_view key, int value);
  void list(std::string_view key, const std::vector<std::string>& values);
  /// Several lines, as they are.
  void block(std::string_view key, std::string_view text);

  template <class Write>
  void below(std::string_view key, const Write& write) {
    line(std::string(key) + ":");
    indent_ += 2;
    write();
    indent_ -= 2;
  }

 private:
  void line(std::string_view text);

  std::string& out_;
  int indent_ = 2;
};

}  // namespace stickylab
