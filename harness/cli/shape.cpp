#include "cli/shape.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

namespace stickylab {
namespace {

/// "a|b" has two choices, "FILE" none.
std::vector<std::string> choices_in(const std::string& sign) {
  std::vector<std::string> choices;
  if (sign.find('|') == std::string::npos) return choices;
  std::istringstream in(sign);
  for (std::string choice; std::getline(in, choice, '|');) choices.push_back(choice);
  return choices;
}

OptionShape shape_of(const CLI::Option& option) {
  OptionShape shape;
  for (const std::string& name : option.get_snames()) shape.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) shape.names.push_back("--" + name);
  if (option.get_positional()) shape.names = {option.get_name(true)};
  if (option.get_expected_max() > 0)
    shape.sign =
        option.get_option_text().empty() ? option.get_name(true) : option.get_option_text();
  shape.choices = choices_in(shape.sign);
  shape.help = option.get_description();
  return shape;
}

void take_options(CommandShape& shape, const CLI::App& app) {
  for (const CLI::Option* option : app.get_options())
    (option->get_positional() ? shape.arguments : shape.options).push_back(shape_of(*option));
  for (const CLI::App* group : app.get_subcommands({}))
    if (group->get_name().empty()) take_options(shape, *group);
}

}  // namespace

CommandShape shape_of(const CLI::App& app) {
  CommandShape shape;
  shape.name = app.get_name();
  shape.help = app.get_description();
  take_options(shape, app);
  return shape;
}

bool CommandShape::takes(const std::string& argument) const {
  return std::ranges::any_of(arguments,
                             [&](const OptionShape& one) { return one.names.front() == argument; });
}

std::vector<CommandShape> shapes_of(const CLI::App& app) {
  std::vector<CommandShape> shapes = {shape_of(app)};
  for (const CLI::App* command : app.get_subcommands({})) shapes.push_back(shape_of(*command));
  return shapes;
}

}  // namespace stickylab
