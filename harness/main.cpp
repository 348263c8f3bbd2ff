// The command line: CLI11 only, one subcommand, one call.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>

#include "base/interrupts.hpp"
#include "command/commands.hpp"
#include "command/report_output.hpp"
#include "text/phrases.hpp"

namespace {

using namespace stickylab;

const std::map<std::string, Format> kFormats = {
    {"text", Format::text}, {"json", Format::json}, {"tap", Format::tap}, {"junit", Format::junit}};
const std::map<std::string, Lang> kLangs = {{"en", Lang::en}, {"zh", Lang::zh}};
const std::map<std::string, ColorWhen> kColors = {
    {"auto", ColorWhen::automatic}, {"always", ColorWhen::always}, {"never", ColorWhen::never}};
const std::map<std::string, std::optional<Net>> kNets = {{"auto", std::nullopt},
                                                         {"two-hosts", Net::two_hosts},
                                                         {"one-host", Net::one_host},
                                                         {"loopback", Net::loopback}};
const std::map<std::string, Actor> kEnds = {{"sender", kSender}, {"receiver", kReceiver}};
const std::map<std::string, Version> kVersions = {{"broken", Version::broken},
                                                  {"fixed", Version::fixed}};

/// `--name WORD`, where WORD is a key of `words`.
template <class Value, class Target>
CLI::Option* add_choice(CLI::App& app, const std::string& name, Target& target,
                        const std::map<std::string, Value>& words, const std::string& help) {
  auto choose = [&target, &words](const std::string& word) { target = words.at(word); };
  std::string metavar;
  for (const auto& [word, value] : words) metavar += (metavar.empty() ? "" : "|") + word;
  return app.add_option_function<std::string>(name, choose, help)
      ->check(CLI::IsMember(words))
      ->option_text(metavar);
}

void add_view_options(CLI::App& app, Options& o) {
  add_choice(app, "--format", o.format, kFormats, "what to print; tap and junit: of `check`");
  app.add_option("--output", o.output, "print to FILE instead")->option_text("FILE");
  add_choice(app, "--lang", o.lang, kLangs, "language; else the locale's");
  add_choice(app, "--color", o.color, kColors, "colour");
  app.add_flag("--ascii", o.ascii, "no boxes, arrows or other signs outside ASCII");
  app.add_flag("--no-fold", o.no_fold, "show long gaps and repetition in full");
  app.add_option("--width", o.width, "columns; else the terminal's")
      ->check(CLI::Range(20, 1000))
      ->option_text("N");
}

/// What the wire does; `--rtt 40ms`, `--loss 0.1`.
void add_wire_options(CLI::App& app, Options& o) {
  const std::map<std::string, double> units = {{"us", 0.001}, {"ms", 1}, {"s", 1000}};
  const auto add_probability = [&app](const char* name, double& value, const char* help) {
    app.add_option(name, value, help)->check(CLI::Range(0.0, 1.0))->option_text("P");
  };
  app.add_option("--rtt", o.wire.rtt_ms, "round-trip time of the wire, as 40ms")
      ->transform(CLI::AsNumberWithUnit(units, CLI::AsNumberWithUnit::CASE_SENSITIVE))
      ->check(CLI::Range(0.0, 60'000.0))
      ->option_text("TIME");
  app.add_option("--mtu", o.wire.mtu, "of the hosts' links, in bytes")
      ->check(CLI::Range(68, 65'535))  // RFC 791: every link carries 68
      ->option_text("N");
  add_probability("--loss", o.wire.loss, "chance that the wire loses a packet");
  add_probability("--dup", o.wire.duplicate, "chance that it delivers one twice");
  add_probability("--reorder", o.wire.reorder, "chance that it lets the next one pass");
  app.add_option("--seed", o.wire.seed, "the same seed, the same luck (1)")->option_text("N");
}

void add_stage_options(CLI::App& app, Options& o) {
  add_choice(app, "--net", o.net, kNets, "the stage to run on");
  app.add_option("--timeout", o.timeout_s, "limit of one run, in seconds (10; try: 3)")
      ->check(CLI::Range(0.1, 3600.0))
      ->option_text("S");
  app.add_option("--record", o.record, "write each run's recording into DIR")->option_text("DIR");
  add_wire_options(app, o);
}

void add_run_options(CLI::App& app, Options& o) {
  add_stage_options(app, o);
  app.add_option("--jobs", o.jobs, "runs at a time; else one a processor")
      ->check(CLI::Range(1, 1000))
      ->option_text("N");
}

CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& help,
                      Options& options, int (*command)(const Options&), int& status) {
  CLI::App* sub = app.add_subcommand(name, help);
  add_view_options(*sub, options);
  sub->callback([&options, command, &status] {
    if (options.format > Format::json && command != check_command)
      throw InputError("--format tap and --format junit are of `check`; here use text or json");
    status = command(options);
  });
  return sub;
}

/// `--sender CMD` and `--sender-input TEXT`.
void add_program(CLI::App& app, const std::string& name, ProgramOptions& program) {
  app.add_option("--" + name, program.command, "a program; {host} and {port} are filled in")
      ->required()
      ->option_text("CMD");
  app.add_option("--" + name + "-input", program.input, "its standard input; \\n is a newline")
      ->option_text("TEXT");
}

void add_observe(CLI::App& app, Options& o, int& status) {
  auto* sub = add_command(app, "observe", "any two programs, three lanes, no verdict", o,
                          observe_command, status);
  add_program(*sub, "receiver", o.receiver);
  add_program(*sub, "sender", o.sender);
  add_choice(*sub, "--first", o.first, kEnds, "which one listens, and is started first (receiver)");
  sub->add_option("--port", o.port, "where it listens; else 8080, or whatever it opens")
      ->check(CLI::Range(1, 65'535))
      ->option_text("N");
  add_stage_options(*sub, o);
}

void add_export(CLI::App& app, Options& o, int& status) {
  auto* sub = app.add_subcommand("export", "turn a recording into a file for other tools");
  sub->add_option("RECORDING", o.recordings,
                  "as --record wrote it; for --html also broken and fixed")
      ->required()
      ->expected(1, 2);
  auto* into = sub->add_option_group("into", "one of these; - is standard output");
  into->add_option("--pcapng", o.pcapng, "a capture file, for Wireshark")->option_text("FILE");
  into->add_option("--json", o.json, "the whole recording as one document")->option_text("FILE");
  into->add_option("--html", o.html, "a page that replays it, for any browser")
      ->option_text("FILE");
  into->add_option("--cast", o.cast, "a film of the terminal, for asciinema")->option_text("FILE");
  into->require_option(1);
  add_choice(*sub, "--lang", o.lang, kLangs, "language; else the locale's");
  sub->add_option("--width", o.width, "columns of the film (120)")
      ->check(CLI::Range(20, 1000))
      ->option_text("N");
  sub->callback([&o, &status] { status = export_command(o); });
}

/// `LAB`, one and no more.
void add_lab(CLI::App& app, Options& o) {
  app.add_option_function<std::string>(
         "LAB", [&o](const std::string& lab) { o.labs = {lab}; }, "number or name")
      ->required();
}

void add_labs(CLI::App& app, Options& o) {
  app.add_option("LAB", o.labs, "numbers or names; none means all");
}

void add_check(CLI::App& app, Options& o, int& status) {
  auto* sub = add_command(app, "check", "for machines: exit 0 only if all are reproduced", o,
                          check_command, status);
  add_labs(*sub, o);
  sub->add_option("--repeat", o.repeat, "run each lab N times")
      ->check(CLI::Range(1, 1'000'000))
      ->option_text("N");
  auto shard = [&o](const std::string& text) { o.shard = shard_from(text); };
  sub->add_option_function<std::string>("--shard", shard, "only part K of N of these runs")
      ->option_text("K/N");
  sub->add_flag("--under-load", o.under_load, "keep all processors busy meanwhile");
  sub->add_flag("--fail-fast", o.fail_fast, "stop at the first run that is not reproduced");
  add_run_options(*sub, o);
}

void add_claims(CLI::App& app, Options& o, int& status) {
  auto* sub = add_command(app, "claims", "what the documents claim, checked on this kernel", o,
                          claims_command, status);
  add_labs(*sub, o);
  add_run_options(*sub, o);
}

void add_try(CLI::App& app, Options& o, int& status) {
  auto* sub = add_command(app, "try", "your own program, under every way its bytes can come", o,
                          try_command, status);
  add_lab(*sub, o);
  sub->add_option("FILE", o.file, "a C++ file with both ends, as in the lab");
  sub->add_option("--sender", o.sender.command, "a command, {host} and {port} filled in")
      ->option_text("CMD");
  sub->add_option("--receiver", o.receiver.command, "the same")->option_text("CMD");
  sub->add_option("--schedule", o.schedule, "only this delivery, as `try` prints it")
      ->option_text("LINE");
  sub->add_flag("--watch", o.watch, "again whenever one of its files is saved");
  add_run_options(*sub, o);
}

/// Of what has the whole screen.
void add_screen_options(CLI::App& app, Options& o) {
  add_choice(app, "--lang", o.lang, kLangs, "language; else the locale's");
  add_choice(app, "--color", o.color, kColors, "colour");
  app.add_flag("--ascii", o.ascii, "no boxes, arrows or other signs outside ASCII");
  add_stage_options(app, o);
}

void add_learn(CLI::App& app, Options& o, int& status) {
  auto* sub = app.add_subcommand("learn", "step by step: guess, run it, see why");
  sub->add_option_function<std::string>(
      "LAB", [&o](const std::string& lab) { o.labs = {lab}; },
      "number or name; else where you were");
  sub->add_flag("--reset", o.reset, "forget the guesses of this lab, or of all");
  add_screen_options(*sub, o);
  sub->callback([&o, &status] { status = learn_command(o); });
}

void add_present(CLI::App& app, Options& o, int& status) {
  auto* sub = app.add_subcommand("present", "full screen, event by event, for a projector");
  add_lab(*sub, o);
  sub->add_flag("--step", o.step, "live: every packet is held until you let it through");
  add_screen_options(*sub, o);
  sub->callback([&o, &status] { status = o.step ? step_command(o) : present_command(o); });
}

void add_commands(CLI::App& app, Options& o, int& status) {
  add_command(app, "list", "what labs there are", o, list_command, status);
  auto* compare = add_command(app, "compare", "run broken and fixed, and say how they differ", o,
                              compare_command, status);
  add_labs(*compare, o);
  compare->add_option("--html", o.html, "write a page that replays it into FILE")
      ->option_text("FILE");
  add_run_options(*compare, o);
  auto* one = add_command(app, "run", "run one version of a lab", o, run_command, status);
  add_lab(*one, o);
  add_choice(*one, "VERSION", o.version, kVersions, "which one")->required();
  add_run_options(*one, o);
  add_check(app, o, status);
  add_claims(app, o, status);
  add_try(app, o, status);
  add_observe(app, o, status);
  add_learn(app, o, status);
  add_present(app, o, status);
  add_export(app, o, status);
  add_command(app, "doctor", "what this machine can show", o, doctor_command, status);
}

/// --lang, wherever it stands: it is wanted before the rest is read, and where that cannot be.
std::optional<Lang> lang_in(int argc, char** argv) {
  constexpr std::string_view kName = "--lang";
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (!word.starts_with(kName)) continue;
    const bool next = word == kName && i + 1 < argc;
    const auto found =
        kLangs.find(next ? argv[i + 1] : std::string(word.substr(word.find('=') + 1)));
    if (found != kLangs.end()) return found->second;
  }
  return std::nullopt;
}

/// The help, with CLI11's own words in another language too.
class Help : public CLI::Formatter {
 public:
  explicit Help(Lang lang) : lang_(lang) {}

  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override {
    std::string help = CLI::Formatter::make_help(app, std::move(name), mode);
    for (const char* words : {"Usage: ", " [OPTIONS]", " SUBCOMMAND\n", "Positionals:\n",
                              "Options:\n", "Subcommands:\n", " REQUIRED", "[Option Group: into]",
                              " \n  [Exactly 1 of the following options is required]"})
      help = CLI::detail::find_and_replace(help, words, std::string(phrase(words, lang_)));
    return help;
  }

 private:
  Lang lang_;
};

/// What `app` and all below it say of themselves, in `lang`.
void translate(CLI::App& app, Lang lang) {
  app.description(std::string(phrase(app.get_description(), lang)));
  for (CLI::Option* option : app.get_options())
    option->description(std::string(phrase(option->get_description(), lang)));
  for (CLI::App* below : app.get_subcommands(nullptr)) translate(*below, lang);
}

int run(int argc, char** argv, Lang lang) {
  Options o;
  int status = kReproduced;
  CLI::App app("TCP carries a stream of bytes, not messages: see it happen, see it fixed.",
               "stickylab");
  app.formatter(std::make_shared<Help>(lang));
  app.set_help_flag("-h,--help", "Print this help message and exit");
  app.failure_message([lang](const CLI::App*, const CLI::Error& error) {
    return usage_text(error.what(), lang) + "\n" +
           std::string(phrase("Run with --help for more information.", lang)) + "\n";
  });
  app.require_subcommand(1);
  app.add_option("--root", o.root, "use the labs and programs below DIR")->option_text("DIR");
  add_commands(app, o, status);
  translate(app, lang);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kReproduced : kFailed;
  }
  return status;
}

int fail(const InputError& error, Lang lang) {
  std::fprintf(stderr, "stickylab: %s\n", error_text(error, lang).c_str());
  return kFailed;
}

}  // namespace

int main(int argc, char** argv) {
  const Lang lang = choose_lang(lang_in(argc, argv), from_environment);
  try {
    return run(argc, argv, lang);
  } catch (const Interrupted& interrupted) {
    return 128 + interrupted.signal;
  } catch (const InputError& error) {
    return fail(error, lang);
  } catch (const std::exception& error) {
    return fail(InputError("{}", error.what()), lang);
  }
}
