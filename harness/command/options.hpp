// The options that several commands share. cli/ fills them in; no command changes them. The options
// of a single command stand in its own header, <name>_command.hpp.
//
// In: one struct of options for a command. Out: a report on standard output or in a file, the files
// that the user asked for, and an exit status (below). Each command puts other folders together:
// catalog reads the labs, stage plays the runs, judge decides, report or show makes the text.
//
// It does not parse the command line (cli/ does), and knows nothing of how a run is played, judged
// or laid out. InputError goes to the caller, who tells it in the user's language.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "recording/recording.hpp"
#include "text/view.hpp"

namespace stickylab {

enum class Format : std::uint8_t { text, json, tap, junit, github };

/// The form of a report, and the file that it goes to.
struct ViewOptions {
  Format format = Format::text;
  std::filesystem::path output;  ///< file for the report; empty: standard output
  Lang lang = Lang::en;          ///< --lang, else the locale's
  ColorWhen color = ColorWhen::automatic;
  bool ascii = false;
  bool no_fold = false;
  int width = 0;  ///< columns; 0: the terminal's
  Excerpt shown;
};

/// --lose PROGRAM:N
struct LoseOptions {
  std::string name;
  int packet = 1;
};

/// The delays and losses on the wire. An option that is not given is the lab's, or nothing.
struct WireOptions {
  std::optional<double> rtt_ms;
  std::optional<unsigned> mtu;  ///< bytes
  double loss = 0;              ///< a probability, as the next two
  double duplicate = 0;
  double reorder = 0;
  std::uint64_t seed = 1;
  std::vector<LoseOptions> loses;  ///< of `observe`, as the next one
  std::optional<int> cut_after;
  bool any() const {
    return rtt_ms || mtu || loss > 0 || duplicate > 0 || reorder > 0 || !loses.empty() || cut_after;
  }
};

/// The network on which programs run, their time limit, and the folder that keeps recordings.
struct StageOptions {
  std::optional<Net> net;           ///< empty: auto
  std::optional<double> timeout_s;  ///< limit of one run; empty: the command's own
  std::filesystem::path record;     ///< folder for recordings; empty: none is kept
  int jobs = 0;                     ///< runs at a time; 0: as many as there are processors
  WireOptions wire;
};

/// Exit statuses of the contract.
inline constexpr int kReproduced = 0;
inline constexpr int kNotReproduced = 1;
inline constexpr int kFailed = 2;
inline constexpr int kNotJudged = 3;  ///< neither right nor wrong can be said

}  // namespace stickylab
