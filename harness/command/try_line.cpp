#include "command/try_line.hpp"

#include <fmt/format.h>

#include "command/shell_words.hpp"

namespace stickylab {
namespace {

std::string option(std::string_view name, const std::string& value) {
  return fmt::format(" --{} {}", name, quote_word(value));
}

/// The options of the stage: without them the run would be another one.
std::string stage_words(const StageOptions& options) {
  const WireOptions& wire = options.wire;
  std::string words;
  if (options.net) words += option("net", std::string(net_name(*options.net)));
  if (options.timeout_s) words += option("timeout", fmt::to_string(*options.timeout_s));
  if (wire.rtt_ms) words += option("rtt", fmt::format("{}ms", *wire.rtt_ms));
  if (wire.mtu) words += option("mtu", fmt::to_string(*wire.mtu));
  if (wire.loss > 0) words += option("loss", fmt::to_string(wire.loss));
  if (wire.duplicate > 0) words += option("dup", fmt::to_string(wire.duplicate));
  if (wire.reorder > 0) words += option("reorder", fmt::to_string(wire.reorder));
  if (wire.seed != WireOptions().seed) words += option("seed", fmt::to_string(wire.seed));
  return words;
}

/// `names` are those of the client and of the server.
std::string judge_words(const std::optional<Judged>& judged,
                        const std::pair<const char*, const char*>& names) {
  if (!judged) return "";
  return option("judge", *judged == Judged::client   ? names.first
                         : *judged == Judged::server ? names.second
                                                     : "both");
}

std::string joined(const std::vector<std::string>& command) {
  std::string line;
  for (const std::string& word : command) line += (line.empty() ? "" : " ") + quote_word(word);
  return line;
}

}  // namespace

std::string try_line(const TryOptions& options, const Trial& trial) {
  std::string line = "stickylab";
  if (!options.root.empty()) line += option("root", options.root.string());
  line += " try " + trial.lab->number;
  if (!options.file.empty()) line += " " + quote_word(options.file.string());
  if (!options.sender.empty()) line += option("sender", options.sender);
  if (!options.receiver.empty()) line += option("receiver", options.receiver);
  if (!options.messages.empty()) line += option("messages", options.messages.string());
  line += judge_words(options.own.judged, {"sender", "receiver"});
  line += stage_words(options.stage);
  if (trial.real) return line;
  if (trial.failure->beside) line += option("schedule", print_schedule(*trial.failure->beside));
  line += option("schedule", print_schedule(trial.failure->schedule));
  return line;
}

std::string own_try_line(const TryOptions& options, const Schedule& schedule) {
  const OwnOptions& own = options.own;
  std::string line = "stickylab";
  if (!options.root.empty()) line += option("root", options.root.string());
  line += " try" + option("server", own.server) + option("client", own.client);
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) line += option(name, value);
  };
  add("client-input", own.client_input);
  line += judge_words(own.judged, {"client", "server"});
  add("count", own.count);
  for (const std::string& expression : own.ignore) add("ignore", expression);
  add("expect", own.expect);
  add("check", own.check);
  if (own.strict_end) line += " --strict-end";
  if (own.cut_connection) add("cut", fmt::to_string(*own.cut_connection));
  return line + stage_words(options.stage) + option("schedule", print_schedule(schedule));
}

std::string try_line(const std::filesystem::path& root, const StageOptions& stage,
                     const RunSpec& programs, const Trial& trial) {
  const TryOptions options{.root = root,
                           .lab = trial.lab->number,
                           .sender = joined(programs.program(kSender).command),
                           .receiver = joined(programs.program(kReceiver).command),
                           .stage = stage};
  return try_line(options, trial);
}

}  // namespace stickylab
