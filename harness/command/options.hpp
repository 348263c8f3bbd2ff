// What the command line says, after parsing and before any work.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "command/shard.hpp"
#include "recording/recording.hpp"
#include "text/view.hpp"

namespace stickylab {

enum class Format : std::uint8_t { text, json, tap, junit };

/// What --rtt … say of the wire; what is not given is the lab's, or nothing.
struct WireOptions {
  std::optional<double> rtt_ms;
  std::optional<unsigned> mtu;
  double loss = 0;
  double duplicate = 0;
  double reorder = 0;
  std::uint64_t seed = 1;
  bool any() const { return rtt_ms || mtu || loss > 0 || duplicate > 0 || reorder > 0; }
};

/// A program of `observe`.
struct ProgramOptions {
  std::string command;
  std::string input;  ///< with `\n` for a newline
};

struct Options {
  std::vector<std::string> labs;  ///< as `find_labs` takes them
  Version version{};              ///< of `run`
  std::optional<Net> net;         ///< of --net; empty: auto
  WireOptions wire;
  ProgramOptions receiver;
  ProgramOptions sender;
  Actor first = kReceiver;     ///< of --first
  std::uint16_t port = 0;      ///< of --port; 0: not given
  std::filesystem::path file;  ///< of `try`: the student's C++ file; empty: --sender, --receiver
  std::string schedule;        ///< of `try`: only this one; empty: all
  bool watch = false;          ///< of `try`
  bool reset = false;          ///< of `learn`
  bool step = false;           ///< of `present`
  int repeat = 1;
  Shard shard;  ///< of `check`, with the next two
  bool under_load = false;
  bool fail_fast = false;
  int jobs = 0;                                   ///< 0: as many as there are processors
  std::optional<double> timeout_s;                ///< of one run; empty: the command's own limit
  std::filesystem::path record;                   ///< folder for recordings; empty: none
  std::filesystem::path output;                   ///< file for the report; empty: standard output
  std::vector<std::filesystem::path> recordings;  ///< to export: one; broken and fixed for a page
  std::filesystem::path pcapng;  ///< file to export to, or `-`; one of these is given
  std::filesystem::path json;
  std::filesystem::path cast;
  std::filesystem::path html;  ///< the same; of `compare` as well: empty: none
  Format format = Format::text;
  std::optional<Lang> lang;
  ColorWhen color = ColorWhen::automatic;
  bool ascii = false;
  bool no_fold = false;
  int width = 0;               ///< 0: the terminal's
  std::filesystem::path root;  ///< prefix to use instead of our own; empty: our own
};

/// Exit statuses of the contract.
inline constexpr int kReproduced = 0;
inline constexpr int kNotReproduced = 1;
inline constexpr int kFailed = 2;

}  // namespace stickylab
