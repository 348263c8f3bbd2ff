#include "command/title.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>
#include <string_view>

#include "text/title.hpp"

namespace stickylab {
namespace {

void write_now(std::string_view bytes) {
  fmt::print("{}", bytes);
  std::fflush(stdout);
}

}  // namespace

Title::Title() : there_(may_have_title() && isatty(STDOUT_FILENO) != 0) {
  if (there_) write_now(kKeepTitle);
}

Title::~Title() {
  if (there_) write_now(kGiveTitleBack);
}

void Title::say(const std::string& text) const {
  if (there_) write_now(title_sequence(text));
}

}  // namespace stickylab
