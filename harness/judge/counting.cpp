#include "judge/counting.hpp"

#include <re2/re2.h>

#include "base/input_error.hpp"

namespace stickylab {
namespace {

using Expression = std::unique_ptr<re2::RE2>;

/// Bytes are no UTF-8 in general, and no expression is to fail for that.
re2::RE2::Options options() {
  re2::RE2::Options options(re2::RE2::Latin1);
  options.set_log_errors(false);
  return options;
}

Expression compiled(const char* option, const std::string& text) {
  auto expression = std::make_unique<re2::RE2>(text, options());
  if (!expression->ok())
    throw InputError({"{}: \"{}\" is no regular expression (RE2 syntax): {}",
                      "{}：“{}”不是正则表达式（RE2 语法）：{}"},
                     option, text, expression->error());
  return expression;
}

}  // namespace

struct Counting::Expressions {
  Expression count;
  std::vector<Expression> ignored;
};

Counting::Counting() : expressions_(std::make_unique<Expressions>()) {}
Counting::~Counting() = default;
Counting::Counting(Counting&&) noexcept = default;
Counting& Counting::operator=(Counting&&) noexcept = default;

void Counting::count(const std::string& expression) {
  expressions_->count = compiled("--count", expression);
}

void Counting::ignore(const std::string& expression) {
  expressions_->ignored.push_back(compiled("--ignore", expression));
}

bool Counting::chooses() const { return expressions_->count || !expressions_->ignored.empty(); }

std::string Counting::of(std::string_view text) const {
  const Expression& count = expressions_->count;
  if (!count && expressions_->ignored.empty()) return std::string(text);
  std::string counted;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string line(text.substr(0, end));
    text.remove_prefix(end);
    const bool ended = line.back() == '\n';
    if (ended) line.pop_back();
    for (const Expression& ignored : expressions_->ignored)
      re2::RE2::GlobalReplace(&line, *ignored, "");
    if (!count) {
      counted += ended ? line + '\n' : line;
      continue;
    }
    re2::StringPiece found[2];
    const int groups = std::min(count->NumberOfCapturingGroups(), 1);
    if (!count->Match(line, 0, line.size(), re2::RE2::UNANCHORED, found, groups + 1)) continue;
    counted += groups > 0 ? std::string(found[1].data(), found[1].size()) + '\n' : line + '\n';
  }
  return counted;
}

}  // namespace stickylab
