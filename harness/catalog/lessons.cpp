#include "catalog/lessons.hpp"

namespace stickylab {
namespace {

Cure read_lesson(Table in) {
  Cure lesson;
  lesson.from = in.texts("from");
  lesson.breaks = in.both("breaks");
  lesson.lab = in.text("lab");
  lesson.file = in.text("file");
  lesson.test = in.text("test");
  in.done();
  return lesson;
}

}  // namespace

std::vector<Cure> read_lessons(Table& in) {
  if (!in.has("kind")) return {};
  if (in.text("kind") != "capstone") in.wrong(in.must("kind"), "\"kind\" must be \"capstone\"");
  std::vector<Cure> lessons;
  for (const toml::node& node : in.array("lessons"))
    lessons.push_back(read_lesson(in.element(node, "lessons")));
  if (lessons.empty()) in.wrong(in.must("lessons"), "\"lessons\" must hold at least one table");
  return lessons;
}

}  // namespace stickylab
