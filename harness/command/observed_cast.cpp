#include "command/observed_cast.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/input_error.hpp"
#include "command/shell_words.hpp"

namespace stickylab {
namespace {

/// `\n` becomes a newline, `\\` a backslash: a command line has no easier way to say them.
std::string input_of(std::string_view text) {
  std::string input;
  for (; !text.empty(); text.remove_prefix(1)) {
    const bool escape = text.starts_with("\\n") || text.starts_with("\\\\");
    if (escape) text.remove_prefix(1);
    input += escape && text.front() == 'n' ? '\n' : text.front();
  }
  return input;
}

Program program_of(const ProgramOptions& options) {
  return {split_command(options.command), input_of(options.input)};
}

/// The program of that name. `option` is what asks for it.
Actor named(const Cast& cast, const std::string& name, const char* option) {
  Names all;
  for (const CastMember& member : cast) {
    if (member.name == name) return static_cast<Actor>(all.names.size());
    all.names.push_back(member.name);
  }
  throw InputError(
      {"{}: no program is named \"{}\"; there are {}", "{}：没有叫“{}”的程序；有的是 {}"}, option,
      name, all);
}

/// Throws InputError if an option names a program twice.
template <class Said>
void must_be_said_once(const std::vector<Said>& all, const char* option) {
  std::set<std::string> names;
  for (const Said& said : all)
    if (!names.insert(said.name).second)
      throw InputError(
          {"{} is given twice for \"{}\"; leave out one of them", "{} 给“{}”写了两次；请只留一个"},
          option, said.name);
}

constexpr const char* kBetween = "--";

/// The commands on both sides of the first `--`; the second may have more of them. Throws
/// InputError if there are not two.
std::pair<Program, Program> split_words(const std::vector<std::string>& words) {
  const auto between = std::find(words.begin(), words.end(), kBetween);
  if (between == words.end())
    throw InputError(
        {"{}: this is one command; write a second one behind --, as in: ./server {{port}} -- "
         "./client {{port}}",
         "{}：只有一条命令；请在 -- 后面写上第二条，例如：./server {{port}} -- ./client {{port}}"},
        words.front());
  if (between == words.begin() || between + 1 == words.end())
    throw InputError({"a command is empty: write one before -- and one behind it",
                      "有一条命令是空的：-- 前后各要有一条"});
  return {{{words.begin(), between}, ""}, {{between + 1, words.end()}, ""}};
}

void must_be_said_one_way(const ObserveOptions& options) {
  const bool by_option = !options.receiver.command.empty() || !options.sender.command.empty() ||
                         options.first || !options.programs.empty();
  if (by_option)
    throw InputError(
        {"the commands around -- are the two programs, the first one listens: leave "
         "out --receiver, --sender, --first and --program",
         "-- 前后的命令就是两个程序，由前一个监听："
         "请去掉 --receiver、--sender、--first 和 --program"});
}

void must_be_two(const ObserveOptions& options) {
  if (!options.words.empty()) return must_be_said_one_way(options);
  const bool two = options.receiver.given() || options.sender.given() || options.first;
  if (two && !options.programs.empty())
    throw InputError(
        {"--program names every program: leave out --sender, --receiver and what belongs to them",
         "--program 已经列出全部程序：请去掉 --sender、--receiver 以及与它们有关的选项"});
  const bool enough = options.programs.empty()
                          ? !options.receiver.command.empty() && !options.sender.command.empty()
                          : options.programs.size() > 1;
  if (!enough)
    throw InputError(
        {"name the programs, at least two: CMD -- CMD, --receiver and --sender, or --program "
         "NAME=CMD for each",
         "至少要有两个程序：写成 CMD -- CMD，或用 --receiver 和 --sender 给出，"
         "或给每个程序写一个 --program NAME=CMD"});
}

/// The first program has the receiver's host, the second the sender's, each other one its own; if
/// there are no more hosts, it shares the sender's.
int usual_host(std::size_t place) {
  if (place == 0) return 1;
  return place == 1 || place >= kMostHosts ? 0 : static_cast<int>(place);
}

void set_named(RunSpec& spec, const std::vector<NamedProgram>& programs) {
  spec.info.cast.clear();
  spec.programs.clear();
  for (const NamedProgram& program : programs) {
    const bool first = spec.programs.empty();
    spec.info.cast.push_back({.name = program.name});
    spec.programs.push_back({.program = {split_command(program.command), ""},
                             .host = usual_host(spec.programs.size()),
                             .start = {first ? Start::When::at_once : Start::When::listens}});
  }
}

/// On the right stands whom others wait for to listen.
void set_sides(RunSpec& spec) {
  for (std::size_t i = 0; i < spec.info.cast.size(); ++i)
    spec.info.cast[i].side = is_awaited(spec, static_cast<Actor>(i)) ? Side::right : Side::left;
}

std::vector<Actor> callers_in(const RunSpec& spec) {
  std::vector<Actor> callers;
  for (std::size_t i = 0; i < spec.programs.size(); ++i)
    if (!is_awaited(spec, static_cast<Actor>(i))) callers.push_back(static_cast<Actor>(i));
  return callers;
}

}  // namespace

std::vector<LoseRule> loses_of(const RunSpec& spec, const std::vector<LoseOptions>& options) {
  std::vector<LoseRule> rules;
  for (const LoseOptions& said : options)
    rules.push_back({named(spec.info.cast, said.name, "--lose"), said.packet});
  for (LoseRule& rule : rules) {
    const int host = spec.spec_of(rule.from).host;
    const auto first = std::find_if(spec.programs.begin(), spec.programs.end(),
                                    [&](const ProgramSpec& one) { return one.host == host; });
    rule.from = static_cast<Actor>(first - spec.programs.begin());
  }
  return rules;
}

Until until_of(const RunSpec& spec, const UntilOptions& options) {
  if (options.whom == "callers") return {callers_in(spec), options.seconds};
  if (options.whom == "all") return {{}, options.seconds};
  return {{named(spec.info.cast, options.whom, "--until")}, options.seconds};
}

void set_cast(RunSpec& spec, const ObserveOptions& options) {
  must_be_two(options);
  must_be_said_once(options.hosts, "--host");
  must_be_said_once(options.starts, "--start");
  if (!options.words.empty()) {
    auto [receiver, sender] = split_words(options.words);
    receiver.input = input_of(options.receiver.input);
    sender.input = input_of(options.sender.input);
    spec.programs = two_programs(std::move(sender), std::move(receiver), kReceiver);
  } else if (options.programs.empty()) {
    spec.programs = two_programs(program_of(options.sender), program_of(options.receiver),
                                 options.first.value_or(kReceiver));
  } else {
    set_named(spec, options.programs);
  }
  const Cast& cast = spec.info.cast;
  for (const HostOptions& said : options.hosts)
    spec.spec_of(named(cast, said.name, "--host")).host = said.host - 1;
  for (const StartOptions& said : options.starts) {
    Start start{said.when};
    if (!said.other.empty()) start.other = named(cast, said.other, "--start");
    spec.spec_of(named(cast, said.name, "--start")).start = start;
  }
  if (!options.programs.empty()) set_sides(spec);
  check_cast(spec);
}

}  // namespace stickylab
