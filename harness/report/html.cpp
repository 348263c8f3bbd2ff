#include "report/html.hpp"

#include <fmt/format.h>

#include <array>

#include "report/html/page.hpp"
#include "report/page_words.hpp"
#include "text/common_words.hpp"

namespace stickylab {
namespace {

/// JSON that may stand inside <script>: no `<` can end it, and it is JavaScript as well.
std::string script_safe(std::string text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kUnsafe = {{
      {"<", "\\u003c"},
      {">", "\\u003e"},
      {"&", "\\u0026"},
      {"\xe2\x80\xa8", "\\u2028"},
      {"\xe2\x80\xa9", "\\u2029"},
  }};
  for (const auto& [bad, good] : kUnsafe)
    for (std::size_t at = 0; (at = text.find(bad, at)) != std::string::npos; at += good.size())
      text.replace(at, bad.size(), good);
  return text;
}

std::string html_safe(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '<')
      safe += "&lt;";
    else if (c == '&')
      safe += "&amp;";
    else
      safe += c;
  }
  return safe;
}

std::string title_of(const std::vector<Replay>& replays, Lang lang) {
  if (replays.size() != 1)
    return fmt::format("stickylab{}{}", in(lang, kColon), in(lang, kPageLabs));
  const Lab* lab = replays.front().lab;
  if (!lab) return "stickylab";
  return fmt::format("{} {}", lab->number, in(lang, lab->title));
}

/// The page's source, with each `{{name}}` filled in once.
std::string filled(std::string page,
                   const std::vector<std::pair<std::string_view, std::string_view>>& values) {
  std::size_t done = 0;
  for (const auto& [name, value] : values) {
    const std::string field = fmt::format("{{{{{}}}}}", name);
    const std::size_t at = page.find(field, done);
    page.replace(at, field.size(), value);
    done = at + value.size();
  }
  return page;
}

}  // namespace

std::string html_page(const std::vector<Replay>& replays, Lang lang, const std::string& claims) {
  const std::string title = html_safe(title_of(replays, lang));
  const std::string data = script_safe(replay_json(replays, lang));
  return filled(std::string(kPageHtml), {{"lang", lang == Lang::zh ? "zh-CN" : "en"},
                                         {"title", title},
                                         {"style", kPageCss},
                                         {"needs-script", in(lang, kPageNeedsScript)},
                                         {"data", data},
                                         {"claims", script_safe(claims)},
                                         {"script", kPageJs}});
}

}  // namespace stickylab
