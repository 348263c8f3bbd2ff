#include "cli/run_command_line.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>

#include "base/interrupts.hpp"
#include "cli/commands.hpp"
#include "cli/shared_options.hpp"
#include "command/not_judged.hpp"
#include "command/report_output.hpp"

namespace stickylab {
namespace {

constexpr Phrase kSeeHelp{"Run with --help for more information.", "用法见 --help。"};

/// Where the command of a program begins: at the first word that is neither an option nor, as it
/// seems, the value of one. Without `--` there is none.
int end_of_options(int argc, char** argv) {
  const auto is_option = [&](int i) { return argv[i][0] == '-'; };
  const auto has_value = [&](int i) {
    return std::string_view(argv[i]).find('=') != std::string_view::npos;
  };
  int end = 2;  // behind the name of the subcommand
  while (end < argc && (is_option(end) || (is_option(end - 1) && !has_value(end - 1)))) ++end;
  const bool marked = std::any_of(argv, argv + argc,
                                  [](const char* word) { return std::string_view(word) == "--"; });
  return marked ? std::min(end, argc) : argc;
}

/// Finds --lang before CLI11 reads the words, so that wrong usage is told in that language too.
std::optional<Lang> lang_in(int argc, char** argv) {
  constexpr std::string_view kName = "--lang";
  const int end = end_of_options(argc, argv);
  for (int i = 1; i < end; ++i) {
    const std::string_view word = argv[i];
    if (!word.starts_with(kName)) continue;
    const bool next = word == kName && i + 1 < end;
    const auto found =
        langs().find(next ? argv[i + 1] : std::string(word.substr(word.find('=') + 1)));
    if (found != langs().end()) return found->second;
  }
  return std::nullopt;
}

int fail(const InputError& error, Lang lang) {
  std::fprintf(stderr, "stickylab: %s\n", say(error, lang).c_str());
  return kFailed;
}

int fail_usage(const UsageError& error, Lang lang) {
  std::fprintf(stderr, "%s\n%s\n", say(error, lang).c_str(),
               std::string(in(lang, kSeeHelp)).c_str());
  return kFailed;
}

}  // namespace

int run_command_line(int argc, char** argv) {
  const Lang lang = choose_lang(lang_in(argc, argv), from_environment);
  try {
    CommandLine line(lang);
    add_commands(line);
    return line.run(argc, argv);
  } catch (const Interrupted& interrupted) {
    return 128 + interrupted.signal;  // as a shell says it
  } catch (const NotJudged& error) {
    fail(error, lang);
    return kNotJudged;
  } catch (const UsageError& error) {
    return fail_usage(error, lang);
  } catch (const InputError& error) {
    return fail(error, lang);
  } catch (const std::exception& error) {
    return fail(InputError(kAsTheLibrarySays, error.what()), lang);
  }
}

}  // namespace stickylab
