// What a student has guessed, and where they are: a small file of plain lines.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <map>
#include <string>

#include "text/view.hpp"

namespace stickylab {

struct LabProgress {
  std::string step;   ///< the name of the step that was shown last
  int guess = 0;      ///< which choice, from 1; 0: none
  bool seen = false;  ///< the run that answers has been shown: the guess stays
  friend bool operator==(const LabProgress&, const LabProgress&) = default;
};

struct Progress {
  std::string last;                         ///< the lab that was open last
  std::map<std::string, LabProgress> labs;  ///< by the name of their folder
  friend bool operator==(const Progress&, const Progress&) = default;
};

/// `$XDG_STATE_HOME/stickylab/progress`, or below ~/.local/state (XDG base directories). Empty
/// if neither is known.
std::filesystem::path progress_file(const Environ& environ);

/// Lines as `01-two-writes-one-read step=run guess=2 seen`, and `last 01-two-writes-one-read`. What
/// it does not know it passes over: labs and steps come and go.
Progress read_progress(std::istream& in);
void write_progress(std::ostream& out, const Progress& progress);

/// Nothing if there is no such file.
Progress load_progress(const std::filesystem::path& file);
/// In one move, so that no half of it is ever found. Throws InputError if it cannot be written.
void save_progress(const std::filesystem::path& file, const Progress& progress);

}  // namespace stickylab
