// What counts of what two programs said.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stickylab {

/// The program on trial. In a lab the sender is the client, the receiver the server.
enum class Judged : std::uint8_t { client, server, both };

/// Leaves of a text what counts. Expressions have the syntax of RE2: no input makes them slow.
class Counting {
 public:
  Counting();
  ~Counting();
  Counting(Counting&&) noexcept;
  Counting& operator=(Counting&&) noexcept;

  Judged judged = Judged::client;

  /// Only the lines in which `expression` is found count; of these its first group, if it has one.
  /// Throws InputError for an expression that is none.
  void count(const std::string& expression);
  /// What it matches counts for nothing, in any line. Throws InputError.
  void ignore(const std::string& expression);
  /// What is meant, instead of what the uncut run gave: the output of the program on trial.
  std::optional<std::string> expected;

  /// Whether expressions say what counts.
  bool chooses() const;

  bool judges_client() const { return judged != Judged::server; }
  bool judges_server() const { return judged != Judged::client; }

  /// What counts of `text`.
  std::string of(std::string_view text) const;

 private:
  struct Expressions;
  std::unique_ptr<Expressions> expressions_;
};

}  // namespace stickylab
