// A text of a lab's files for people.
#pragma once

#include <string>

#include "base/phrase.hpp"

namespace stickylab {

/// In both languages.
struct Text {
  std::string en;
  std::string zh;
};
inline const std::string& in(Lang lang, const Text& text) {
  return lang == Lang::zh ? text.zh : text.en;
}

}  // namespace stickylab
