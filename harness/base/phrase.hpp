// A text for people, in English and in Chinese.
//
// Each text is a constant in the room that says it, both languages side by side, and the compiler
// refuses a constant that lacks one of them or whose `{}` do not fit together. `say` fills it in,
// and is refused if it gives too few arguments, or one that does not go with the text.
// `make words` shows all of them on one page.
#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace stickylab {

enum class Lang : std::uint8_t { en, zh };

namespace phrase_check {

/// Not constexpr, and defined nowhere: a phrase that would call one of them does not compile, and
/// the compiler's message names what is wrong.
void the_english_is_empty();
void the_english_is_not_ascii();  // which `--ascii` promises
void the_chinese_is_missing();
void the_places_to_fill_in_differ();

constexpr bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Does `text` say anything beside what is filled in?
constexpr bool has_words(std::string_view text) {
  bool inside = false;
  for (const char c : text) {
    if (!inside && (('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'))) return true;
    inside = c == '{' || (inside && c != '}');
  }
  return false;
}

/// Calls `see` with the name of each place to fill in: "0" for `{0}` and the first `{}`, "host" for
/// `{host}`.
template <class See>
constexpr void for_each_place(std::string_view text, const See& see) {
  constexpr std::string_view kDigits = "0123456789";
  std::size_t unnamed = 0;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    const std::string_view name = text.substr(at + 1, text.find_first_of(":}", at) - at - 1);
    see(name.empty() ? kDigits.substr(unnamed++, 1) : name);
  }
}

/// Does `text` have all the places that `other` has?
constexpr bool has_places_of(std::string_view text, std::string_view other) {
  bool all = true;
  for_each_place(other, [&](std::string_view wanted) {
    bool found = false;
    for_each_place(text, [&](std::string_view place) { found = found || place == wanted; });
    all = all && found;
  });
  return all;
}

}  // namespace phrase_check

/// Both languages of a text. `{}`, `{0}` and `{1}` stand for what `say` fills in; the Chinese
/// numbers them if its order is another.
struct Phrase {
  std::string_view en;
  std::string_view zh;

  consteval Phrase(const char* english, const char* chinese) : en(english), zh(chinese) {
    using namespace phrase_check;
    if (en.empty()) the_english_is_empty();
    if (!is_ascii(en)) the_english_is_not_ascii();
    if (zh.empty() || (has_words(en) && is_ascii(zh))) the_chinese_is_missing();
    if (!has_places_of(en, zh) || !has_places_of(zh, en)) the_places_to_fill_in_differ();
  }
};

/// The text as it stands, with nothing filled in.
constexpr std::string_view in(Lang lang, const Phrase& phrase) {
  return lang == Lang::zh ? phrase.zh : phrase.en;
}

/// A phrase that is known only as the program runs; see `chosen`.
struct ChosenPhrase {
  Phrase phrase;
};

/// For a phrase that is one of several: `say(chosen(many ? kWrites : kWrite), lang, list)`. The
/// compiler does not check its places against the arguments.
inline ChosenPhrase chosen(const Phrase& phrase) { return {phrase}; }

/// A phrase whose places `Args` can fill, in both languages.
template <class... Args>
class PhraseWith {
 public:
  // Implicit, as in fmt::format_string: whoever says a phrase names nothing but the phrase.
  consteval PhraseWith(const Phrase& phrase) : phrase_(phrase) {
    fmt::format_string<const Args&...>{phrase.en};
    fmt::format_string<const Args&...>{phrase.zh};
  }
  /// The same, written as it is said: `say({"{0} ms", "{0} 毫秒"}, lang, ms)`.
  consteval PhraseWith(const char* english, const char* chinese)
      : PhraseWith(Phrase(english, chinese)) {}
  PhraseWith(const ChosenPhrase& chosen) : phrase_(chosen.phrase) {}

  const Phrase& phrase() const { return phrase_; }

 private:
  Phrase phrase_;
};

/// A function that passes a phrase and its arguments on to `say` takes this.
template <class... Args>
using PhraseFor = PhraseWith<std::type_identity_t<Args>...>;

/// Fills a phrase in as the text that it is printed as.
template <class>
struct AsText {
  using Type = std::string;
};

/// The text in `lang`, with `args` filled in.
template <class... Args>
std::string say(PhraseFor<Args...> phrase, Lang lang, const Args&... args) {
  return fmt::format(fmt::runtime(in(lang, phrase.phrase())), args...);
}

}  // namespace stickylab
