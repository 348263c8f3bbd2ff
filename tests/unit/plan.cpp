// The plan of a lesson, read strictly.
#include "catalog/plan.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/input_error.hpp"

using namespace stickylab;

namespace {

/// A file with a text, as long as it lives.
class PlanFile {
 public:
  explicit PlanFile(const std::string& text) {
    std::string folder = "/tmp/stickylab-plan-XXXXXX";
    REQUIRE(mkdtemp(folder.data()) != nullptr);
    folder_ = folder;
    std::ofstream(path()) << text;
  }
  ~PlanFile() { std::filesystem::remove_all(folder_); }
  PlanFile(const PlanFile&) = delete;
  PlanFile& operator=(const PlanFile&) = delete;

  std::string path() const { return folder_ / "lesson.toml"; }

 private:
  std::filesystem::path folder_;
};

std::vector<Lab> labs() {
  std::vector<Lab> labs(2);
  labs[0].number = "01";
  labs[1].number = "02";
  return labs;
}

/// The text about it, behind the path of its folder.
std::string refusal(const std::string& text, Lang lang = Lang::en) {
  const PlanFile file(text);
  try {
    read_plan(file.path(), labs());
  } catch (const InputError& error) {
    const std::string said = say(error, lang);
    const std::size_t name = said.find("lesson.toml");
    REQUIRE(name != std::string::npos);
    return said.substr(name);
  }
  return "";
}

}  // namespace

TEST_CASE("plan: labs in the order of the lesson, with minutes and notes") {
  const PlanFile file(R"(
[[lab]]
number = "02"
minutes = 6
note = { en = "Ask.", zh = "提问。" }

[[lab]]
number = "01"
note = "Both read this."
)");
  const auto planned = read_plan(file.path(), labs());
  REQUIRE(planned.size() == 2);
  CHECK(planned[0].number == "02");
  CHECK(planned[0].minutes == 6);
  CHECK(planned[0].note.zh == "提问。");
  CHECK(planned[1].number == "01");
  CHECK(planned[1].minutes == 0);
  CHECK(planned[1].note.zh == "Both read this.");
}

TEST_CASE("plan: what is wrong with it is said with its line, and what to do") {
  CHECK(refusal("") ==
        "lesson.toml: this plan names no lab; for each write [[lab]] and below it number = \"01\"");
  CHECK(refusal("lab = \"01\"\n") ==
        "lesson.toml:1: \"lab\" must be written as [[lab]], once for each lab");
  CHECK(refusal("[[lab]]\nminutes = 3\n") == "lesson.toml:1: this [[lab]] needs number = \"01\"");
  CHECK(refusal("[[lab]]\nnumber = 1\n") == "lesson.toml:2: this [[lab]] needs number = \"01\"");
  CHECK(refusal("[[lab]]\nnumber = \"99\"\n") ==
        "lesson.toml:2: there is no lab \"99\"; `stickylab list` shows the numbers");
  CHECK(refusal("[[lab]]\nnumber = \"01\"\n[[lab]]\nnumber = \"01\"\n") ==
        "lesson.toml:4: lab 01 stands here twice; n and p go back to it");
  CHECK(refusal("[[lab]]\nnumber = \"01\"\nminuts = 3\n") ==
        "lesson.toml:3: unknown key \"minuts\"; a plan has only number, minutes, note");
  CHECK(refusal("labs = []\n") == "lesson.toml:1: unknown key \"labs\"; a plan has only lab");
  CHECK(refusal("[[lab]]\nnumber = \"01\"\nminutes = 0\n") ==
        "lesson.toml:3: minutes must be a whole number from 1 to 600");
  CHECK(refusal("[[lab]]\nnumber = \"01\"\nnote = 3\n") ==
        "lesson.toml:3: note must be a text, or { en = \"...\", zh = \"...\" }");
  CHECK(refusal("[[lab]]\nnumber = \"01\"\nnote = { en = \"x\" }\n") ==
        "lesson.toml:3: note must be a text, or { en = \"...\", zh = \"...\" }");
  CHECK(refusal("[[lab]\n").starts_with("lesson.toml:1: "));
}

TEST_CASE("plan: in Chinese, too") {
  CHECK(refusal("[[lab]]\nnumber = \"99\"\n", Lang::zh) ==
        "lesson.toml:2：没有编号为“99”的实验；有哪些编号，见 `stickylab list`");
  CHECK(refusal("[[lab]]\nnumber = \"01\"\nminuts = 3\n", Lang::zh) ==
        "lesson.toml:3：未知的键“minuts”；这里只能写 number、minutes、note");
}

TEST_CASE("plan: a file that is not there") {
  CHECK_THROWS_WITH_AS(read_plan("/nowhere/lesson.toml", labs()),
                       "/nowhere/lesson.toml: there is no such file; docs/instructors-guide.md has "
                       "a plan to copy",
                       InputError);
}
