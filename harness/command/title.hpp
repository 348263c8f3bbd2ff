// The title of the terminal's window or tab, for a command that runs on and on.
#pragma once

#include <string>

namespace stickylab {

/// Standard output's terminal has its own title back as this ends. Elsewhere, and on a console,
/// which has no title, nothing is written.
class Title {
 public:
  Title();
  ~Title();
  Title(const Title&) = delete;
  Title& operator=(const Title&) = delete;

  void say(const std::string& text) const;

 private:
  bool there_;
};

}  // namespace stickylab
