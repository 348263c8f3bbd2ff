// The command line as data, for whoever describes it to others: shells, man(1).
#pragma once

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the name that CLI11 gives it
class App;
}

namespace stickylab {

struct OptionShape {
  std::vector<std::string> names;    ///< "--lang"; "-h", "--help"
  std::string sign;                  ///< of its value: "en|zh", "FILE"; empty: it takes none
  std::vector<std::string> choices;  ///< "en", "zh"; empty: any value
  std::string help;
};

struct CommandShape {
  std::string name;
  std::string help;
  std::vector<OptionShape> options;
  std::vector<OptionShape> arguments;  ///< the only name of each is "LAB"

  bool takes(const std::string& argument) const;
};

CommandShape shape_of(const CLI::App& app);
/// The tool itself, then each of its commands, in their order.
std::vector<CommandShape> shapes_of(const CLI::App& app);

}  // namespace stickylab
