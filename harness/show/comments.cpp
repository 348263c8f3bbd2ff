#include "show/comments.hpp"

#include <optional>
#include <sstream>
#include <vector>

#include "base/strings.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

constexpr int kWidest = 88;  // columns of a line of a lab's code

/// A line, cut before the slashes of its comment.
struct Commented {
  std::string code;
  std::string words;
  bool alone() const { return code.find_first_not_of(' ') == std::string::npos; }
};

/// Slashes behind anything but a space are no comment: those of an address.
std::optional<Commented> comment_of(const std::string& line) {
  std::size_t at = line.find("//");
  while (at != std::string::npos && at > 0 && line[at - 1] != ' ') at = line.find("//", at + 2);
  if (at == std::string::npos) return std::nullopt;
  return Commented{line.substr(0, at), std::string(trimmed(std::string_view(line).substr(at + 2)))};
}

/// `text` on `count` lines of about the same width; the last ones stay empty if it is short.
std::vector<std::string> spread(const std::string& text, std::size_t count, int most) {
  std::vector<std::string> lines = wrapped(text, most);
  if (lines.size() > count) lines = {text};
  for (int width = display_width(text) / static_cast<int>(count); width < most; ++width) {
    std::vector<std::string> narrow = wrapped(text, std::max(2, width));
    if (narrow.size() > count) continue;
    lines = std::move(narrow);
    break;
  }
  lines.resize(count);
  return lines;
}

class Translation {
 public:
  Translation(std::string_view source, const std::map<std::string, std::string>& chinese)
      : chinese_(chinese) {
    std::istringstream in{std::string(source)};
    for (std::string line; std::getline(in, line);) take(line);
    end_block();
  }

  std::string text() const { return text_; }

 private:
  void take(const std::string& line) {
    const auto comment = comment_of(line);
    if (comment && comment->alone()) {
      block_.push_back(*comment);
      lines_.push_back(line);
      return;
    }
    end_block();
    const std::string* words = comment ? said(comment->words) : nullptr;
    text_ += (words ? comment->code + "// " + *words : line) + "\n";
  }

  const std::string* said(const std::string& words) const {
    const auto found = chinese_.find(words);
    return found == chinese_.end() ? nullptr : &found->second;
  }

  void end_block() {
    std::string words;
    for (const Commented& line : block_) words += (words.empty() ? "" : " ") + line.words;
    if (const std::string* chinese = said(words); chinese && !block_.empty()) {
      const std::string indent = block_.front().code;
      const int room = kWidest - 3 - static_cast<int>(indent.size());
      lines_ = spread(*chinese, block_.size(), room);
      for (std::string& line : lines_) line = indent + "//" + (line.empty() ? "" : " " + line);
    }
    for (const std::string& line : lines_) text_ += line + "\n";
    block_.clear();
    lines_.clear();
  }

  const std::map<std::string, std::string>& chinese_;
  std::vector<Commented> block_;    ///< lines that follow each other and hold nothing else
  std::vector<std::string> lines_;  ///< the same as they stand there
  std::string text_;
};

}  // namespace

std::string with_comments(std::string_view source,
                          const std::map<std::string, std::string>& chinese) {
  return Translation(source, chinese).text();
}

}  // namespace stickylab
