// learn.toml: the words that a lab is taught by. What is true of its runs stands in lab.toml.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalog/text.hpp"

namespace stickylab {

struct Teaching {
  std::optional<Text> topic;  ///< names the situation, and not what comes of it
  std::optional<Text> rule;   ///< a sentence to take away, true of every program
  std::vector<Text> hints;    ///< for who repairs broken.cpp, from the gentlest on
  std::vector<Text> answers;  ///< to each idea of "Try this" in its README, in that order
  std::optional<Text> gloss;  ///< what its messages mean, if they are not plain words
  /// Chinese for the comments of its code, by the words of a whole comment: its lines without their
  /// slashes, joined by one space.
  std::map<std::string, std::string> comments;
};

/// Reads learn.toml of a lab's folder; nothing if there is none. Throws InputError with file, line
/// and what is wrong there.
Teaching read_teaching(const std::filesystem::path& folder);

}  // namespace stickylab
