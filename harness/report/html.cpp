#include "report/html.hpp"

#include <fmt/format.h>

#include "report/html/page.hpp"
#include "report/html_text.hpp"
#include "report/page_plain.hpp"
#include "report/page_words.hpp"
#include "text/common_words.hpp"

namespace stickylab {
namespace {

std::string title_of(const std::vector<Replay>& replays, Lang lang) {
  if (replays.size() != 1)
    return fmt::format("stickylab{}{}", in(lang, kColon), in(lang, kPageLabs));
  const Lab* lab = replays.front().lab;
  if (!lab) return "stickylab";
  return fmt::format("{} {}", lab->number, in(lang, topic_of(*lab)));
}

}  // namespace

std::string html_page(const std::vector<Replay>& replays, Lang lang, const std::string& claims) {
  const std::string title = html_safe(title_of(replays, lang));
  const std::string data = script_safe(replay_json(replays, lang));
  return filled(kPageHtml, {{"lang", std::string(html_lang(lang))},
                            {"title", title},
                            {"style", std::string(kPageCss)},
                            {"plain", plain_html(replays, lang)},
                            {"data", data},
                            {"claims", script_safe(claims)},
                            {"script", std::string(kPageJs)}});
}

}  // namespace stickylab
