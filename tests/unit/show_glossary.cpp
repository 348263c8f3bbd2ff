// The glossary over another screen.
#include <doctest/doctest.h>

#include "catalog/glossary.hpp"
#include "show/glossary_screen.hpp"
#include "text/width.hpp"

using namespace stickylab;

namespace {

constexpr Size kUsual{80, 24};
const View kEnglish{};

std::string shown(int scroll, Size size = kUsual, const View& view = kEnglish) {
  return joined(glossary_screen(scroll, size, view));
}

/// The first word on the screen that `key` leads to.
std::string word_after(GlossaryPlace& place, Key key) {
  on_glossary_key(place, key, kUsual, kEnglish);
  const std::string text = shown(*place);
  const std::size_t head = text.find('\n', text.find('\n') + 1) + 1;  // behind title and rule
  return text.substr(head, text.find_first_of(" \n", head) - head);
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the glossary fits every window, in both languages") {
    for (const Lang lang : {Lang::en, Lang::zh})
      for (const Size size : {Size{20, 5}, Size{40, 12}, kUsual, Size{160, 50}, Size{500, 60}}) {
        const Lines lines = glossary_screen(0, size, {.lang = lang});
        CHECK(std::ssize(lines) <= size.rows);
        for (const Line& line : lines) CHECK(line.width() <= size.columns);
      }
  }

  TEST_CASE("a letter goes to the next word that begins with it, in either language, and round") {
    GlossaryPlace place = 0;
    CHECK(word_after(place, Key{'n'}) == "EAGAIN");  // also: non-blocking
    CHECK(word_after(place, Key{'n'}) == "Nagle's");
    CHECK(word_after(place, Key{'n'}) == "TCP_NODELAY");
    CHECK(word_after(place, Key{'n'}) == "EAGAIN");
    CHECK(word_after(place, Key{'x'}) == "EAGAIN");  // there is none
  }

  TEST_CASE("it scrolls from end to end, and some keys close it") {
    GlossaryPlace place = 0;
    on_glossary_key(place, Key::end, kUsual, kEnglish);
    const int most = *place;
    CHECK(shown(most).find("0 below") != std::string::npos);
    on_glossary_key(place, Key::down, kUsual, kEnglish);
    CHECK(*place == most);
    on_glossary_key(place, Key::up, kUsual, kEnglish);
    CHECK(*place == most - 1);
    on_glossary_key(place, Key::page_up, kUsual, kEnglish);
    on_glossary_key(place, Key{' '}, kUsual, kEnglish);
    CHECK(*place == most - 1);
    on_glossary_key(place, Key::home, kUsual, kEnglish);
    CHECK(*place == 0);
    on_glossary_key(place, Key{'q'}, kUsual, kEnglish);
    CHECK(!place);
  }

  TEST_CASE("a term is found by each of its names, however it is written") {
    for (const Lang lang : {Lang::en, Lang::zh})
      for (const std::string word :
           {"粘包", "Sticky Packet", "time-wait", "timewait", "cork", "延迟确认"})
        CHECK(find_terms(word, lang).size() == 1);
    CHECK(find_terms("粘包", Lang::zh).front().names.front() == "粘包");
    CHECK_THROWS_WITH(find_terms("segmnet", Lang::en), doctest::Contains("did you mean segment?"));
    CHECK(find_terms("window", Lang::en).size() == 1);
    CHECK(find_terms("write", Lang::en).size() == 1);  // a part of a name
  }
}
