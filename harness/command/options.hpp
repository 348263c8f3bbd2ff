// What the command line says, after parsing and before any work.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "recording/recording.hpp"
#include "report/view.hpp"

namespace stickylab {

enum class Format : std::uint8_t { text, json };

struct Options {
  std::vector<std::string> labs;  ///< as `find_labs` takes them
  Version version{};              ///< of `run`
  std::optional<Net> net;         ///< of --net; empty: auto
  int repeat = 1;
  int jobs = 0;  ///< 0: as many as there are processors
  double timeout_s = 10;
  std::filesystem::path record;  ///< folder for recordings; empty: none
  std::filesystem::path output;  ///< file for the report; empty: standard output
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
