#include "words.hpp"

#include <optional>
#include <utility>

namespace commands {
namespace {

constexpr std::string_view kBlanks = " \t\r";

class Splitter {
 public:
  explicit Splitter(std::string_view line) : rest_(line) {}

  std::vector<std::string> words() {
    while (!rest_.empty()) take();
    finish();
    return std::move(words_);
  }

 private:
  char next() {
    const char first = rest_.front();
    rest_.remove_prefix(1);
    return first;
  }

  void take() {
    const char first = next();
    if (kBlanks.find(first) != std::string_view::npos) return finish();
    if (!word_) word_.emplace();
    if (first == '\'' || first == '"') return take_quoted(first);
    *word_ += first == '\\' ? escaped("a backslash at the end") : first;
  }

  void take_quoted(char quote) {
    while (!rest_.empty()) {
      const char first = next();
      if (first == quote) return;
      const bool escapes = quote == '"' && first == '\\' && !rest_.empty() &&
                           (rest_.front() == '"' || rest_.front() == '\\');
      *word_ += escapes ? next() : first;
    }
    throw Unclosed(std::string("a quote ") + quote + " is not closed");
  }

  char escaped(const char* otherwise) {
    if (rest_.empty()) throw Unclosed(otherwise);
    return next();
  }

  void finish() {
    if (word_) words_.push_back(*std::exchange(word_, std::nullopt));
  }

  std::string_view rest_;
  std::optional<std::string> word_;  // that is not finished
  std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> words_of(std::string_view line) {
  return Splitter(line).words();
}

}  // namespace commands
