#include "report/asciicast.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "report_samples.hpp"
#include "traced.hpp"

using namespace stickylab;
using nlohmann::json;

namespace {

std::vector<json> lines_of(const std::string& cast) {
  std::istringstream in(cast);
  std::vector<json> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(json::parse(line));
  return lines;
}

std::vector<json> film_of(const samples::Sample& s, Lang lang = Lang::en) {
  return lines_of(asciicast(&s.lab, s.broken, s.comparison.broken, {.lang = lang, .width = 100}));
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a film is asciicast version 2, and its time never goes back") {
    const auto lines = film_of(samples::two_writes_one_read());
    CHECK(lines[0]["version"] == 2);
    CHECK(lines[0]["width"] == 100);
    CHECK(lines[0]["title"] == "01 Two writes, one read, broken");
    double before = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
      REQUIRE(lines[i].size() == 3);
      CHECK((lines[i][1] == "o" || lines[i][1] == "m"));
      CHECK(lines[i][0] >= before);
      before = lines[i][0];
    }
    CHECK(before > 5);
  }

  TEST_CASE("there is a marker where a message is understood, and where all stand still") {
    const auto markers = [](const std::vector<json>& lines) {
      std::string labels;
      for (const json& line : lines)
        if (line.is_array() && line[1] == "m") labels += line[2].get<std::string>() + "\n";
      return labels;
    };
    CHECK(markers(film_of(samples::two_writes_one_read())) == "▸ message \"helloworld\"\n");
    CHECK(markers(film_of(samples::small_writes_wait(), Lang::zh)).find("TCP 暂缓发送 4 字节") !=
          std::string::npos);
  }

  TEST_CASE("the verdict is the last thing that is shown") {
    const auto lines = film_of(samples::two_writes_one_read());
    CHECK(lines.back()[2].get<std::string>().find("merged") != std::string::npos);
    for (std::size_t i = 1; i + 1 < lines.size(); ++i)
      CHECK(lines[i][2].get<std::string>().find("merged") == std::string::npos);
  }
}
