// The servers that a client knows by their fingerprints, as ssh's known_hosts: a file
// with a line a server, its place and its fingerprint.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace service {

class Pins {
 public:
  explicit Pins(std::filesystem::path file) : file_(std::move(file)) {}

  std::optional<std::string> find(const std::string& place) const;
  void add(const std::string& place, const std::string& fingerprint) const;

  // $XDG_STATE_HOME/stickylab/known_servers, below ~/.local/state if that is not set.
  static std::filesystem::path usual_file();

 private:
  std::filesystem::path file_;
};

}  // namespace service
