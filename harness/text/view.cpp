#include "text/view.hpp"

namespace stickylab {
namespace {

std::string value_of(const Environ& environ, const char* name) {
  return environ(name).value_or(std::string());
}

bool forces_color(const std::string& value) { return !value.empty() && value != "0"; }

}  // namespace

bool use_color(ColorWhen when, bool is_tty, const Environ& environ) {
  if (when != ColorWhen::automatic) return when == ColorWhen::always;
  if (!value_of(environ, "NO_COLOR").empty()) return false;
  if (forces_color(value_of(environ, "CLICOLOR_FORCE"))) return true;
  if (forces_color(value_of(environ, "FORCE_COLOR"))) return true;
  if (value_of(environ, "CLICOLOR") == "0") return false;
  const std::string term = value_of(environ, "TERM");
  return is_tty && !term.empty() && term != "dumb";
}

Lang choose_lang(std::optional<Lang> flag, const Environ& environ) {
  if (flag) return *flag;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string value = value_of(environ, name);
    if (!value.empty()) return value.starts_with("zh") ? Lang::zh : Lang::en;
  }
  return Lang::en;
}

}  // namespace stickylab
