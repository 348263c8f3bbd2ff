#include "cli/commands.hpp"

#include "cli/cast_options.hpp"
#include "cli/shared_options.hpp"
#include "command/check_command.hpp"
#include "command/claims_command.hpp"
#include "command/compare_command.hpp"
#include "command/doctor_command.hpp"
#include "command/export_command.hpp"
#include "command/learn_command.hpp"
#include "command/list_command.hpp"
#include "command/observe_command.hpp"
#include "command/present_command.hpp"
#include "command/run_command.hpp"
#include "command/try_command.hpp"

namespace stickylab {
namespace {

const Choices<Version> kVersions = {{"broken", Version::broken}, {"fixed", Version::fixed}};
const Choices<Actor> kEnds = {{"sender", kSender}, {"receiver", kReceiver}};

void declare_list(Form& form, ListOptions& options) {
  declare_view(form, options.view, {Format::text, Format::json});
}

void declare_compare(Form& form, CompareOptions& options) {
  declare_view(form, options.view, {Format::text, Format::json});
  declare_connection(form, options.view.connection);
  declare_labs(form, options.labs);
  form.option("--html", "FILE", "write a page that replays it into FILE", text_into(options.html));
  declare_runs(form, options.stage);
}

void declare_run(Form& form, RunOptions& options) {
  declare_view(form, options.view, {Format::text, Format::json});
  declare_connection(form, options.view.connection);
  declare_lab(form, options.lab);
  form.argument(Need::required, "VERSION", words_of(kVersions), "which one",
                choice_into(options.version, kVersions));
  declare_runs(form, options.stage);
}

void declare_check(Form& form, CheckOptions& options) {
  declare_view(form, options.view, {Format::text, Format::json, Format::tap, Format::junit});
  declare_labs(form, options.labs);
  form.option("--repeat", "N", "run each lab N times", whole_into(options.repeat, 1, 1'000'000));
  form.option(
      "--shard", "K/N", "only part K of N of these runs",
      [&options](std::string_view, const std::string& word) { options.shard = shard_from(word); });
  form.flag("--under-load", "keep all processors busy meanwhile", options.under_load);
  form.flag("--fail-fast", "stop at the first run that is not reproduced", options.fail_fast);
  declare_runs(form, options.stage);
}

void declare_claims(Form& form, ClaimsOptions& options) {
  declare_view(form, options.view, {Format::text, Format::json});
  declare_labs(form, options.labs);
  declare_runs(form, options.stage);
}

void declare_try(Form& form, TryOptions& options) {
  declare_view(form, options.view, {Format::text, Format::json});
  declare_lab(form, options.lab);
  form.argument(Need::optional, "FILE", "", "a C++ file with both ends, as in the lab",
                text_into(options.file));
  form.option("--sender", "CMD", "a command, {host} and {port} filled in",
              text_into(options.sender));
  form.option("--receiver", "CMD", "the same", text_into(options.receiver));
  form.option("--schedule", "LINE", "only this delivery, as `try` prints it",
              text_into(options.schedule));
  form.flag("--watch", "again whenever one of its files is saved", options.watch);
  declare_runs(form, options.stage);
}

/// `--sender CMD` and `--sender-input TEXT`.
void declare_end(Form& form, const std::string& name, ProgramOptions& program) {
  form.option("--" + name, "CMD", "a program; {host} and {port} are filled in",
              text_into(program.command));
  form.option("--" + name + "-input", "TEXT", "its standard input; \\n is a newline",
              text_into(program.input));
}

void declare_observe(Form& form, ObserveOptions& options) {
  declare_view(form, options.view, {Format::text, Format::json});
  declare_connection(form, options.view.connection);
  declare_end(form, "receiver", options.receiver);
  declare_end(form, "sender", options.sender);
  form.option("--first", words_of(kEnds), "which one listens, and is started first (receiver)",
              choice_into(options.first, kEnds));
  form.repeated_option("--program", "NAME=CMD", "instead: any number of programs, with names",
                       program_into(options.programs));
  form.repeated_option("--host", "NAME=N",
                       "the host that it runs on, 1 to 9; else each has one, the first 2",
                       host_into(options.hosts));
  form.repeated_option("--start", "NAME=WHEN",
                       "now, listens:OTHER or ended:OTHER; else when the first one listens",
                       start_into(options.starts));
  form.option("--port", "N", "where it listens; else 8080, or whatever it opens",
              whole_into(options.port, std::uint16_t{1}, std::uint16_t{65'535}));
  declare_stage(form, options.stage);
}

void declare_learn(Form& form, LearnOptions& options) {
  form.argument(Need::optional, "LAB", "", "number or name; else where you were",
                text_into(options.lab));
  form.flag("--reset", "forget the guesses of this lab, or of all", options.reset);
  declare_screen(form, options.view);
  declare_stage(form, options.stage);
}

void declare_present(Form& form, PresentOptions& options) {
  declare_lab(form, options.lab);
  form.flag("--step", "live: every packet is held until you let it through", options.step);
  declare_screen(form, options.view);
  declare_stage(form, options.stage);
}

void declare_export(Form& form, ExportOptions& options) {
  form.arguments(Need::required, "RECORDING", 2,
                 "as --record wrote it; for --html also broken and fixed",
                 append_to(options.recordings));
  Form into = form.one_of("[Option Group: into]", "one of these; - is standard output");
  into.option("--pcapng", "FILE", "a capture file, for Wireshark", text_into(options.pcapng));
  into.option("--json", "FILE", "the whole recording as one document", text_into(options.json));
  into.option("--html", "FILE", "a page that replays it, for any browser", text_into(options.html));
  into.option("--cast", "FILE", "a film of the terminal, for asciinema", text_into(options.cast));
  declare_lang(form, options.lang);
  form.option("--width", "N", "columns of the film (120)", width_into(options.width));
  declare_connection(form, options.connection);
}

void declare_doctor(Form& form, DoctorOptions& options) {
  declare_view(form, options.view, {Format::text, Format::json});
}

}  // namespace

void add_commands(CommandLine& line) {
  line.add("list", "what labs there are", list_command, declare_list);
  line.add("compare", "run broken and fixed, and say how they differ", compare_command,
           declare_compare);
  line.add("run", "run one version of a lab", run_command, declare_run);
  line.add("check", "for machines: exit 0 only if all are reproduced", check_command,
           declare_check);
  line.add("claims", "what the documents claim, checked on this kernel", claims_command,
           declare_claims);
  line.add("try", "your own program, under every way its bytes can come", try_command, declare_try);
  line.add("observe", "any two programs, three lanes, no verdict", observe_command,
           declare_observe);
  line.add("learn", "step by step: guess, run it, see why", learn_command, declare_learn);
  line.add("present", "full screen, event by event, for a projector", present_command,
           declare_present);
  line.add("export", "turn a recording into a file for other tools", export_command,
           declare_export);
  line.add("doctor", "what this machine can show", doctor_command, declare_doctor);
}

}  // namespace stickylab
