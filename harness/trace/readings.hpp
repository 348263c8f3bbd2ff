// Tells by when a program had read a text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stickylab {

/// All that one program read, whatever the connection, in order.
class Readings {
 public:
  void add(std::int64_t time_ns, std::string_view bytes);

  /// Tells when the last byte of `text` had been read, if `text` stands in what was read behind the
  /// text that was asked for before. Otherwise tells when the program last read; empty if it has
  /// not.
  std::optional<std::int64_t> had(std::string_view text);

 private:
  struct Reading {
    std::size_t end = 0;  ///< in `bytes_`
    std::int64_t time_ns = 0;
  };
  std::string bytes_;
  std::vector<Reading> readings_;
  std::size_t asked_ = 0;  ///< bytes
};

}  // namespace stickylab
