#include "service/pins.hpp"

#include <cstdlib>
#include <fstream>

namespace service {

std::optional<std::string> Pins::find(const std::string& place) const {
  std::ifstream in(file_);
  std::string known;
  std::string fingerprint;
  while (in >> known >> fingerprint) {
    if (known == place) return fingerprint;
  }
  return std::nullopt;
}

void Pins::add(const std::string& place, const std::string& fingerprint) const {
  std::filesystem::create_directories(file_.parent_path());
  std::ofstream(file_, std::ios::app) << place << " " << fingerprint << "\n";
}

std::filesystem::path Pins::usual_file() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  const std::filesystem::path folder =
      state != nullptr
          ? std::filesystem::path(state)
          : std::filesystem::path(home == nullptr ? "." : home) / ".local/state";
  return folder / "stickylab/known_servers";
}

}  // namespace service
