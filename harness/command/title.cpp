#include "command/title.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace stickylab {
namespace {

// XTerm Control Sequences: OSC 2 sets a title, XTWINOPS 22 and 23 keep it and give it back.
constexpr std::string_view kKeep = "\x1b[22;2t";
constexpr std::string_view kGiveBack = "\x1b]2;\x1b\\\x1b[23;2t";

bool has_title() {
  const char* term = std::getenv("TERM");
  if (term == nullptr || isatty(STDOUT_FILENO) == 0) return false;
  return std::string_view(term) != "linux" && std::string_view(term) != "dumb";
}

void write_now(std::string_view bytes) {
  fmt::print("{}", bytes);
  std::fflush(stdout);
}

}  // namespace

Title::Title() : there_(has_title()) {
  if (there_) write_now(kKeep);
}

Title::~Title() {
  if (there_) write_now(kGiveBack);
}

void Title::say(const std::string& text) const {
  if (there_) write_now(fmt::format("\x1b]2;{}\x1b\\", text));
}

}  // namespace stickylab
