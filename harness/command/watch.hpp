// `try --watch` waits until somebody saves a file.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/interrupts.hpp"
#include "base/loop.hpp"
#include "command/try_command.hpp"

namespace stickylab {

/// Lists what a trial is made from: the C++ file, or each file that a word of a command names.
/// Throws InputError if there is none.
std::vector<std::filesystem::path> sources(const TryOptions& options);

/// Sees that a source is saved with another content, or a header beside one. The folders' events
/// say so at once. Not everything has events (a network folder, the target of a link), so it also
/// looks once a second. It is made as a round begins: a trial of what is there.
///
/// SIGINT, SIGTERM and SIGHUP wait for `wait` or `poll` as long as this lives: nothing that runs
/// in between is cut off.
class Watch {
 public:
  explicit Watch(std::vector<std::filesystem::path> files);

  /// The round has ended. The files that have changed in each of the last three: what runs is what
  /// writes them, and they count only if they change between rounds, until a round leaves them
  /// alone.
  std::vector<std::filesystem::path> end_round();

  /// After `end_round`. Returns when there has been a save since the last time, and then 200 ms
  /// without one. Throws Interrupted.
  void wait();

  /// Throws Interrupted if a signal has come.
  void poll();

 private:
  struct Stamp {
    std::filesystem::file_time_type written;
    std::uintmax_t size = 0;
    std::filesystem::perms permissions{};  ///< tell whether it can be executed
    std::size_t content = 0;               ///< a hash
    bool same_file(const Stamp& other) const;
    bool same_content(const Stamp& other) const;
  };
  using Snapshot = std::map<std::filesystem::path, Stamp>;
  static bool same_contents(const Snapshot& one, const Snapshot& other);

  Stamp stamp(const std::filesystem::path& file) const;
  Snapshot snapshot() const;
  void begin_round();
  void look();
  bool counts(const std::filesystem::path& file);

  std::vector<std::filesystem::path> files_;
  std::vector<std::filesystem::path> folders_;
  Loop loop_;
  Interrupts interrupts_{loop_};
  std::vector<std::unique_ptr<FolderEvents>> events_;
  std::optional<Timer> clock_;
  std::optional<Timer> settling_;
  Snapshot seen_;
  Snapshot tried_;  ///< as the round began; empty if something changed during it
  bool in_round_ = true;
  std::set<std::filesystem::path> changed_;      ///< in this round
  std::map<std::filesystem::path, int> rounds_;  ///< in so many rounds before it, without a gap
  bool saved_ = false;
};

/// A rule with the time of day on it, above a round.
std::string round_line(const View& view);

/// "FILE changes in each run…", once.
std::string written_by_runs_line(const std::filesystem::path& file, const View& view);

/// "watching FILE: each save is tried; …", below a round.
std::string watching_line(const std::vector<std::filesystem::path>& files, const View& view);

}  // namespace stickylab
