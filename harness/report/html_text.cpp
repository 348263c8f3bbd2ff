#include "report/html_text.hpp"

#include <array>
#include <utility>

#include "base/strings.hpp"

namespace stickylab {

std::string script_safe(std::string text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kUnsafe = {{
      {"<", "\\u003c"},
      {">", "\\u003e"},
      {"&", "\\u0026"},
      {"\xe2\x80\xa8", "\\u2028"},
      {"\xe2\x80\xa9", "\\u2029"},
  }};
  for (const auto& [bad, good] : kUnsafe) text = replace_all(std::move(text), bad, good);
  return text;
}

std::string html_safe(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '<')
      safe += "&lt;";
    else if (c == '&')
      safe += "&amp;";
    else if (c == '"')
      safe += "&quot;";
    else
      safe += c;
  }
  return safe;
}

std::string_view html_lang(Lang lang) { return lang == Lang::zh ? "zh-CN" : "en"; }

std::string filled(std::string_view page, const std::map<std::string_view, std::string>& values) {
  constexpr std::string_view kBegin = "{{";
  constexpr std::string_view kEnd = "}}";
  std::string text;
  while (true) {
    const std::size_t begin = page.find(kBegin);
    text += page.substr(0, begin);
    if (begin == std::string_view::npos) return text;
    const std::size_t end = page.find(kEnd, begin);
    text += values.at(page.substr(begin + kBegin.size(), end - begin - kBegin.size()));
    page.remove_prefix(end + kEnd.size());
  }
}

}  // namespace stickylab
