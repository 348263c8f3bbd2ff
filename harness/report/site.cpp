#include "report/site.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "lanes/story.hpp"
#include "report/html/page.hpp"
#include "report/html_text.hpp"
#include "report/packed.hpp"
#include "report/site/page.hpp"
#include "report/site_words.hpp"

namespace stickylab {
namespace {

using Values = std::map<std::string_view, std::string>;

constexpr Phrase kLanguageItself{"English", "中文"};
constexpr std::string_view kChineseNames = R"( <span lang="zh-CN">粘包、半包、拆包</span>)";

constexpr Lang other_than(Lang lang) { return lang == Lang::zh ? Lang::en : Lang::zh; }

std::string file_name(const std::string& page, Lang lang) {
  return page + (lang == Lang::zh ? ".zh.html" : ".html");
}

const Phrase& word(std::string_view name) {
  const auto* const found =
      std::ranges::find_if(kSiteWords, [&](const PageWord& one) { return one.name == name; });
  if (found == kSiteWords.end()) throw std::out_of_range(std::string(name));
  return found->phrase;
}

template <class... Args>
std::string said(std::string_view name, Lang lang, const Args&... args) {
  return html_safe(say(chosen(word(name)), lang, args...));
}

/// A page's preview, and its other language. Without an address the picture has a relative one.
std::string preview(const Site& site, const std::string& page, Lang lang, std::string_view title,
                    std::string_view about) {
  const auto property = [](std::string_view name, std::string_view value) {
    return fmt::format("<meta property=\"og:{}\" content=\"{}\">\n", name, html_safe(value));
  };
  std::string text = fmt::format("<meta name=\"description\" content=\"{}\">\n", html_safe(about)) +
                     property("type", "website") + property("title", title) +
                     property("description", about) +
                     property("image", site.url + kPreviewNames[lang == Lang::zh ? 1 : 0]) +
                     "<meta name=\"twitter:card\" content=\"summary_large_image\">\n";
  const Lang other = other_than(lang);
  text += fmt::format("<link rel=\"alternate\" hreflang=\"{}\" href=\"{}{}\">\n", html_lang(other),
                      site.url, file_name(page, other));
  if (site.url.empty()) return text;
  const std::string own =
      site.url + (page == "index" && lang == Lang::en ? "" : file_name(page, lang));
  return text + property("url", own) + fmt::format("<link rel=\"canonical\" href=\"{}\">\n", own);
}

std::string choices(const Prediction& predict, Lang lang) {
  std::string text;
  for (std::size_t i = 0; i < predict.choices.size(); ++i)
    text += fmt::format("<button type=\"button\"{}>{}</button>\n",
                        static_cast<int>(i) == predict.answer ? " data-right" : "",
                        html_safe(in(lang, predict.choices[i])));
  return text;
}

std::string lab_entry(const Replay& replay, Lang lang) {
  const Lab& lab = *replay.lab;
  const bool reproduced =
      replay.comparison->outcome == Outcome::reproduced || replay.comparison->lacks_wire();
  return fmt::format(
      "<li><a href=\"{}\">{} {}</a>{}</li>\n", file_name(lab.number, lang), lab.number,
      html_safe(in(lang, topic_of(lab))),
      reproduced ? ""
                 : fmt::format(" <span class=\"wrong\">{}</span>", said("notReproduced", lang)));
}

/// The labs, part by part.
std::string list(const Site& site, Lang lang) {
  std::string text;
  int part = 0;
  for (const Replay& replay : site.labs) {
    if (replay.lab->part != part) {
      text += part == 0 ? "" : "</ul>\n";
      part = replay.lab->part;
      text += fmt::format("<h3>{}</h3>\n<ul>\n",
                          html_safe(say(kLearnPart, lang, part, in(lang, part_title(part)))));
    }
    text += lab_entry(replay, lang);
  }
  return text + "</ul>";
}

/// The data of the first page's scripts.
std::string site_json(const Site& site, Lang lang) {
  nlohmann::ordered_json words;
  for (const PageWord& one : kSiteWords) words[one.name] = in(lang, one.phrase);
  const Replay& first = site.labs.front();
  words["tempting"] = first.lab->predict.tempting ? in(lang, *first.lab->predict.tempting) : "";
  std::string stream;
  for (const std::string& message : first.lab->meant.messages) stream += message;
  return fmt::format(R"({{"words":{},"text":{},"film":{},"positions":{}}})", words.dump(),
                     nlohmann::json(stream).dump(), two_sends_json(first.runs.front().trace),
                     positions_json(site.positions, site.runs));
}

std::string first_page(const Site& site, Lang lang) {
  const Lab& first = *site.labs.front().lab;
  const RunInfo& info = site.runs.front().info();
  const Lang other = other_than(lang);
  Values values;
  for (const PageWord& one : kSiteWords) values[one.name] = html_safe(in(lang, one.phrase));
  values["lang"] = html_lang(lang);
  values["preview"] =
      preview(site, "index", lang, in(lang, word("title")), in(lang, first.predict.question));
  values["other"] = file_name("index", other);
  values["other-lang"] = html_lang(other);
  values["other-name"] = in(other, kLanguageItself);
  values["question"] = html_safe(in(lang, first.predict.question));
  values["choices"] = choices(first.predict, lang);
  values["knobsText"] = said("knobsText", lang, site.environment.kernel, site.runs.size());
  if (lang == Lang::en) values["names"] += kChineseNames;
  values["list"] = list(site, lang);
  const Lines where = environment_lines(site.environment, View{.lang = lang, .width = 1000});
  values["made"] =
      said("made", lang, site.version, where.empty() ? "" : where.front().text(), info.started);
  values["site"] = script_safe(site_json(site, lang));
  return filled(kIndexHtml, values);
}

/// The links from a lab's page: back, to its neighbours, to its other language.
std::string lab_nav(const Site& site, std::size_t at, Lang lang) {
  const auto link = [&](const std::string& page, Lang to, std::string_view text) {
    return fmt::format("<a href=\"{}\" hreflang=\"{}\">{}</a> ", file_name(page, to), html_lang(to),
                       html_safe(text));
  };
  const auto neighbour = [&](const char* sign, std::size_t i) {
    if (i >= site.labs.size()) return std::string();
    const Lab& lab = *site.labs[i].lab;
    return link(lab.number, lang,
                fmt::format("{} {} {}", sign, lab.number, in(lang, topic_of(lab))));
  };
  const Lang other = other_than(lang);
  return link("index", lang, in(lang, kPageLabs)) + neighbour("←", at - 1) +
         neighbour("→", at + 1) +
         link(site.labs[at].lab->number, other, in(other, kLanguageItself));
}

std::string in_ascii(const std::string& json) {
  return nlohmann::ordered_json::parse(json).dump(-1, ' ', true);
}

std::string lab_page(const Site& site, std::size_t at, Lang lang) {
  const Replay& replay = site.labs[at];
  const Lab& lab = *replay.lab;
  const std::string title = fmt::format("{} {}", lab.number, in(lang, topic_of(lab)));
  return filled(kLabHtml, {{"lang", std::string(html_lang(lang))},
                           {"title", html_safe(title)},
                           {"preview",
                            preview(site, lab.number, lang, title, in(lang, lab.predict.question))},
                           {"nav", lab_nav(site, at, lang)},
                           {"needs-script", std::string(in(lang, kPageNeedsScript))},
                           {"data", packed(script_safe(in_ascii(replay_json({replay}, lang))))}});
}

}  // namespace

std::map<std::string, std::string> site_files(const Site& site) {
  std::map<std::string, std::string> files = {
      {"page.css", std::string(kPageCss)},
      {"page.js", std::string(kUnpackJs) + std::string(kPageJs)},
      {"site.css", std::string(kSiteCss)},
      {"site.js", std::string(kSiteJs)}};
  for (const Lang lang : {Lang::en, Lang::zh}) {
    files[file_name("index", lang)] = first_page(site, lang);
    for (std::size_t i = 0; i < site.labs.size(); ++i)
      files[file_name(site.labs[i].lab->number, lang)] = lab_page(site, i, lang);
  }
  return files;
}

}  // namespace stickylab
