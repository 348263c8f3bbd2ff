// What a student has guessed, and where they are: a small file of plain lines.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "catalog/lab.hpp"
#include "report/lab_state.hpp"
#include "text/view.hpp"

namespace stickylab {

struct LabProgress {
  std::string step;   ///< the name of the step that was shown last
  int guess = 0;      ///< which choice, from 1; 0: none
  bool seen = false;  ///< the run that answers has been shown: the guess stays
  int reads = 0;      ///< the guess of how many reads the fixed version needs, as a choice; 0: none
  bool tried = false;  ///< the student has opened a copy of their own, or run it
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

/// Lines as `01-two-writes-one-read step=run guess=2 seen tried`, and `last
/// 01-two-writes-one-read`. What it does not know it passes over: labs and steps come and go.
Progress read_progress(std::istream& in);
void write_progress(std::ostream& out, const Progress& progress);

/// A lab whose progress is not kept is open. `next` is the lab that was open last, if its answer
/// has not been seen; else the first behind it that is open, else the first of all that is.
std::vector<LabState> lab_states(const std::vector<Lab>& labs, const Progress& progress);

/// The lines kept about a lab; nothing, if it has never been opened.
LabProgress progress_of(const Lab& lab, const Progress& progress);

/// Nothing if there is no such file.
Progress load_progress(const std::filesystem::path& file);
/// In one move, so that no half of it is ever found. Throws InputError if it cannot be written.
void save_progress(const std::filesystem::path& file, const Progress& progress);

}  // namespace stickylab
