#include "catalog/teaching.hpp"

#include "catalog/table.hpp"

namespace stickylab {
namespace {

std::vector<Text> read_texts(Table& in, std::string_view key) {
  std::vector<Text> texts;
  for (const toml::node& node : in.array(key)) texts.push_back(in.element(node, key).languages());
  return texts;
}

std::map<std::string, std::string> read_comments(Table in) {
  std::map<std::string, std::string> comments;
  for (const std::string& comment : in.remaining_values()) comments[comment] = in.text(comment);
  in.done();
  return comments;
}

Teaching read_all(Table in) {
  Teaching teaching;
  teaching.topic = in.both("topic");
  teaching.rule = in.both("rule");
  teaching.hints = read_texts(in, "hints");
  teaching.answers = read_texts(in, "answers");
  if (in.has("gloss")) teaching.gloss = in.both("gloss");
  if (in.has("comments")) teaching.comments = read_comments(in.table("comments"));
  in.done();
  return teaching;
}

}  // namespace

Teaching read_teaching(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "learn.toml";
  Teaching teaching;
  if (!std::filesystem::exists(file)) return teaching;
  read_toml(file.string(), [&](Table in) { teaching = read_all(std::move(in)); });
  return teaching;
}

}  // namespace stickylab
