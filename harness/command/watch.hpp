// What `try --watch` waits for: that somebody saves a file.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "command/options.hpp"
#include "stage/loop.hpp"

namespace stickylab {

/// What a trial is made from: the C++ file, or each file that a word of a command names.
/// Throws InputError where there is none.
std::vector<std::filesystem::path> sources(const Options& options);

/// Sees that a source is saved, or a header beside one. The folders' events say so at once. Not
/// everything has events (a network folder, the target of a link), so it also looks once a second.
///
/// SIGINT, SIGTERM and SIGHUP wait for `wait` or `poll` as long as this lives: nothing that runs
/// in between is cut off.
class Watch {
 public:
  explicit Watch(std::vector<std::filesystem::path> files);

  /// Returns when there has been a save since the last time, and then 200 ms without one.
  /// Throws Interrupted.
  void wait();

  /// Throws Interrupted where a signal has come.
  void poll();

 private:
  /// When a file was written, its size, and whether it can be executed.
  using Stamp = std::tuple<std::filesystem::file_time_type, std::uintmax_t, std::filesystem::perms>;
  using Snapshot = std::map<std::filesystem::path, Stamp>;

  Snapshot snapshot() const;
  void look();
  void throw_if_interrupted() const;

  std::vector<std::filesystem::path> files_;
  std::vector<std::filesystem::path> folders_;
  Loop loop_;
  std::vector<std::unique_ptr<Signal>> signals_;
  std::vector<std::unique_ptr<FolderEvents>> events_;
  std::optional<Timer> clock_;
  std::optional<Timer> settling_;
  Snapshot seen_;
  bool saved_ = false;
  int signal_ = 0;
};

/// A rule with the time of day on it, above a round.
std::string round_line(const View& view);

/// "watching FILE; Ctrl-C ends", below a round.
std::string watching_line(const std::vector<std::filesystem::path>& files, const View& view);

}  // namespace stickylab
