#include "command/try_asked.hpp"

#include <utility>

#include "command/compile.hpp"
#include "command/text_file.hpp"
#include "recording/message_text.hpp"
#include "schedule/datagrams.hpp"

namespace stickylab {
namespace {

bool has_sender(const TryOptions& options) { return !options.sender.empty(); }
bool has_receiver(const TryOptions& options) { return !options.receiver.empty(); }

/// Throws InputError for an option that means nothing to a lab.
void check_for_lab(const OwnOptions& own) {
  const std::pair<const char*, bool> only_own[] = {{"--client-input", !own.client_input.empty()},
                                                   {"--count", !own.count.empty()},
                                                   {"--ignore", !own.ignore.empty()},
                                                   {"--expect", !own.expect.empty()},
                                                   {"--check", !own.check.empty()},
                                                   {"--keep-server", own.keep_server},
                                                   {"--quick", own.quick},
                                                   {"--all-failures", own.all_failures},
                                                   {"--endings", own.endings},
                                                   {"--strict-end", own.strict_end},
                                                   {"--cut", own.cut_connection.has_value()},
                                                   {"--budget", own.budget_ms.has_value()}};
  for (const auto& [name, given] : only_own)
    if (given)
      throw InputError({"{} is of `try --server --client`: a lab says itself what counts",
                        "{} 只用于 `try --server --client`：实验自己规定看什么"},
                       name);
}

/// Throws InputError if the sender's messages are to count, and cannot.
void check_judged(const TryOptions& options, const Lab& lab) {
  if (judged_of(options) == std::vector<Actor>{kReceiver}) return;
  if (lab.transport == Transport::udp)
    throw InputError({"--judge sender: lab {} is about datagrams, and has no replies to cut",
                      "--judge sender：实验 {} 讲的是数据报，没有应答可切"},
                     lab.number);
  if (options.file.empty() && !has_sender(options))
    throw InputError({"--judge sender: the sender is the lab's own; name yours with --sender",
                      "--judge sender：现在的发送方是实验自带的；请用 --sender 给出你的"});
}

/// Throws InputError for what is of deliveries only.
void check_plain(const TryOptions& options, const Lab& lab) {
  const bool of_a_run = options.view.format == Format::text || options.view.format == Format::json;
  const std::pair<const char*, bool> of_deliveries[] = {{"--schedule", !options.schedules.empty()},
                                                        {"--judge", options.own.judged.has_value()},
                                                        {"--format", !of_a_run}};
  for (const auto& [name, given] : of_deliveries) {
    if (!given) continue;
    if (lab.transport == Transport::local)
      throw InputError({"{}: lab {} is run as it is: its programs talk through a local socket, "
                        "whose bytes nobody else delivers",
                        "{}：实验 {} 只按原样运行：两端用的是本机套接字，字节不经过中间转发"},
                       name, lab.number);
    throw InputError({"{}: lab {} is run as it is: what it shows does not lie in how the bytes "
                      "are delivered",
                      "{}：实验 {} 只按原样运行：它要说明的与字节怎样送达无关"},
                     name, lab.number);
  }
}

/// The runs of the lab, with the user's messages in the place of its own, if they are given. Throws
/// InputError.
LabRuns runs_of(const TryOptions& options) {
  LabRuns runs = lab_runs(options.root, {options.lab}, options.stage, options.view.lang);
  if (options.messages.empty()) return runs;
  if (options.file.empty() && !(has_sender(options) && has_receiver(options)))
    throw InputError(
        {"--messages: the lab's own program sends its own messages, or expects them; give "
         "both, --sender and --receiver",
         "--messages：实验自带的程序只收发它自己的消息；请用 --sender 和 --receiver "
         "给出两个程序"});
  Lab lab = runs.labs().front();
  if (!std::filesystem::is_regular_file(options.messages))
    throw InputError({"--messages: {} is no file", "--messages：没有文件 {}"},
                     options.messages.string());
  lab.meant.messages = messages_in(read_file(options.messages));
  if (lab.meant.messages.empty())
    throw InputError(
        {"{}: there is no line `message: TEXT` in it, as a right receiver prints one for "
         "each message",
         "{}：里面没有 `message: TEXT` 行；正确的接收方每收到一条消息就打印一行"},
        options.messages.string());
  return LabRuns(runs.prefix(), {std::move(lab)}, runs.net(), options.stage);
}

std::vector<Schedule> only_schedules(const TryOptions& options) {
  std::vector<Schedule> schedules;
  for (const std::string& line : options.schedules) schedules.push_back(parse_schedule(line));
  if (judged_of(options) != std::vector<Actor>{kSender}) return schedules;
  for (const Schedule& schedule : schedules)
    if (!schedule.replies)
      throw InputError({"--schedule '{}': it says nothing of replies, and with --judge sender only "
                        "these are read: add `replies whole`",
                        "--schedule '{}'：没有写 replies，而 --judge sender 只看应答：请加上 "
                        "`replies whole`"},
                       print_schedule(schedule));
  return schedules;
}

void check_programs(const TryOptions& options) {
  if (options.lab.empty())
    throw InputError({"name a lab, or --server and --client for two programs of your own",
                      "请给出一个实验，或者用 --server 和 --client 给出你自己的两个程序"});
  if (options.file.empty() != (has_sender(options) || has_receiver(options)))
    throw InputError({"name a C++ file, or --sender and --receiver, or one of the two",
                      "没有可试的程序：请给出一个 C++ 文件，或者用 --sender、--receiver 给出命令，"
                      "只给其中一个也行"});
  if (!options.file.empty()) must_be_cpp(options.file);
}

}  // namespace

void check_starter(const TryOptions& options) {
  if (options.lab.empty())
    throw InputError({"--new: name a lab, as in `stickylab try 01 --new python`",
                      "--new：请给出一个实验，例如 `stickylab try 01 --new python`"});
  if (!options.file.empty() || has_sender(options) || has_receiver(options) || options.own.given())
    throw InputError({"--new writes a program, and tries none; leave out the one that is named",
                      "--new 只写出一个程序，不试别的程序；请去掉另外给出的程序"});
}

std::vector<Actor> judged_of(const TryOptions& options) {
  switch (options.own.judged.value_or(Judged::server)) {
    case Judged::client:
      return {kSender};
    case Judged::both:
      return {kReceiver, kSender};
    case Judged::server:
      break;
  }
  return {kReceiver};
}

bool is_plain(const LabRuns& runs) { return !is_delivered(runs.labs().front(), runs.net()); }

TryAsked asked_of(const TryOptions& options) {
  check_programs(options);
  check_for_lab(options.own);
  TryAsked asked{runs_of(options), {}};
  const Lab& lab = asked.runs.labs().front();
  if (is_plain(asked.runs)) check_plain(options, lab);
  check_judged(options, lab);
  asked.schedules = only_schedules(options);
  if (lab.transport == Transport::tcp)
    for (const Schedule& schedule : asked.schedules) check_for_stream(schedule);
  return asked;
}

}  // namespace stickylab
