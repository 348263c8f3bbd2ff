#include "cli/commands.hpp"

#include "cli/cast_options.hpp"
#include "cli/shared_options.hpp"
#include "cli/version.hpp"
#include "command/check_command.hpp"
#include "command/claims_command.hpp"
#include "command/compare_command.hpp"
#include "command/diff_command.hpp"
#include "command/doctor_command.hpp"
#include "command/export_command.hpp"
#include "command/glossary_command.hpp"
#include "command/learn_command.hpp"
#include "command/list_command.hpp"
#include "command/observe_command.hpp"
#include "command/present_command.hpp"
#include "command/repeat_command.hpp"
#include "command/run_command.hpp"
#include "command/site_command.hpp"
#include "command/try_command.hpp"

namespace stickylab {
namespace {

constexpr double kHourMs = 3'600'000;

const Choices<Version> kVersions = {{"broken", Version::broken}, {"fixed", Version::fixed}};
const Choices<Probe> kProbes = {{"libc", Probe::libc}, {"kernel", Probe::kernel}};
const Choices<std::optional<Judged>> kJudged = {{"client", Judged::client},
                                                {"server", Judged::server},
                                                {"both", Judged::both},
                                                {"sender", Judged::client},
                                                {"receiver", Judged::server}};
const Choices<Starter> kStarters = {{"python", Starter::python},
                                    {"go", Starter::go},
                                    {"java", Starter::java},
                                    {"node", Starter::node},
                                    {"cpp", Starter::cpp}};
const Choices<Actor> kEnds = {{"sender", kSender}, {"receiver", kReceiver}};

/// A version, or a C++ file: a word with a dot or a slash in it names one.
Take version_or_file_into(Version& version, std::filesystem::path& file) {
  return [&](std::string_view name, const std::string& word) {
    if (word.find_first_of("./") == std::string::npos) {
      version = choice_in(name, word, kVersions);
    } else {
      file = word;
    }
  };
}

void declare_list(Form& form, ListOptions& options) {
  form.argument(Need::optional, "WORD", "",
                {"only labs that this word stands for: a title, a verdict",
                 "只列出与这个词有关的：标题、现象，或粘包、半包"},
                text_into(options.word));
  declare_view(form, options.view, {Format::text, Format::json});
}

void declare_compare(Form& form, CompareOptions& options) {
  declare_view(form, options.view, {Format::text, Format::json});
  declare_connection(form, options.view.shown.connection);
  declare_labs(form, options.labs);
  form.flag("--full",
            {"the lanes of each, where there are several labs", "多个实验时也逐个画出分栏图"},
            options.full);
  form.flag("--brief",
            {"only what each lab came to, as many on a line as fit",
             "只列每个实验的结果，一行能放几个就放几个"},
            options.brief);
  form.option("--html", "FILE",
              {"write a page that replays it into FILE", "把能回放的网页写入 FILE"},
              text_into(options.html));
  declare_runs(form, options.stage);
}

void declare_run(Form& form, RunOptions& options) {
  declare_view(form, options.view, {Format::text, Format::json});
  declare_connection(form, options.view.shown.connection);
  declare_lab(form, options.lab);
  form.argument(Need::required, "VERSION", words_of(kVersions),
                {"which one; or a C++ file of yours with both ends, run as it is",
                 "哪个版本；或者你自己的 C++ 文件，收发两端都在里面，原样运行"},
                version_or_file_into(options.version, options.file));
  form.negated_flag("--no-numbers",
                    {"leave out the table below the lanes", "不要分栏图下面的数据表"},
                    options.numbers);
  declare_runs(form, options.stage);
}

void declare_diff(Form& form, DiffOptions& options) {
  declare_view(form, options.view, {Format::text});
  declare_lab(form, options.lab);
}

void declare_repeat(Form& form, RepeatOptions& options) {
  declare_view(form, options.view, {Format::text, Format::json});
  declare_lab(form, options.lab);
  form.argument(Need::optional, "VERSION", words_of(kVersions),
                {"which one (broken); or a C++ file of yours with both ends",
                 "哪个版本（broken）；或者你自己的 C++ 文件，收发两端都在里面"},
                version_or_file_into(options.version, options.file));
  form.option("--times", "N", {"so often (100)", "运行多少次（100）"},
              whole_into(options.times, 1, 100'000));
  form.negated_flag("--no-gates",
                    {"let luck decide: nothing waits until bytes are there",
                     "不用同步点：不等数据到齐，全凭运气"},
                    options.gates);
  declare_runs(form, options.stage);
}

void declare_check(Form& form, CheckOptions& options) {
  declare_view(form, options.view, {Format::text, Format::json, Format::tap, Format::junit});
  declare_labs(form, options.labs);
  form.option("--repeat", "N", {"run each lab N times", "每个实验运行 N 次"},
              whole_into(options.repeat, 1, 1'000'000));
  form.option(
      "--shard", "K/N", {"only part K of N of these runs", "把这些运行分成 N 份，只做第 K 份"},
      [&options](std::string_view, const std::string& word) { options.shard = shard_from(word); });
  form.flag("--under-load", {"keep all processors busy meanwhile", "同时让所有处理器都忙着"},
            options.under_load);
  form.flag("--fail-fast",
            {"stop at the first run that is not reproduced", "一出现未重现的，就停止"},
            options.fail_fast);
  declare_runs(form, options.stage);
}

void declare_claims(Form& form, ClaimsOptions& options) {
  declare_view(form, options.view, {Format::text, Format::json});
  declare_labs(form, options.labs);
  form.option("--html", "FILE",
              {"write a page with the claims and the runs that decide them into FILE",
               "把各条说法和判定它们的运行写成网页，存入 FILE"},
              text_into(options.html));
  declare_runs(form, options.stage);
}

/// A client and a server of one's own.
void declare_own(Form& form, OwnOptions& own) {
  form.option("--server", "CMD",
              {"your own server, without a lab: a command, bytes:FILE or pcap:FILE",
               "你自己的服务端，不涉及实验：命令、bytes:FILE 或 pcap:FILE"},
              text_into(own.server));
  form.option("--client", "CMD",
              {"your own client: a command, bytes:FILE or pcap:FILE",
               "你自己的客户端：命令、bytes:FILE 或 pcap:FILE"},
              text_into(own.client));
  form.option("--client-input", "FILE", {"its standard input", "它的标准输入"},
              text_into(own.client_input));
  form.option("--judge", words_of(kJudged),
              {"whose output counts (client; in a lab receiver)",
               "看谁的输出（默认 client，在实验中默认 receiver）"},
              choice_into(own.judged, kJudged));
  form.option("--count", "REGEX",
              {"only lines that match count, of these the group", "只看匹配的行；有分组就只看分组"},
              text_into(own.count));
  form.repeated_option("--ignore", "REGEX",
                       {"what matches does not count, as dates", "匹配的内容不参与比较，例如日期"},
                       append_to(own.ignore));
  form.option("--expect", "FILE",
              {"the output that is meant, instead of the uncut run's",
               "应有的输出；不写就以不切分时的输出为准"},
              text_into(own.expect));
  form.option("--check", "CMD",
              {"asks the server afterwards, uncut; its output is compared too",
               "运行后查询服务端，不切分；它的输出也要比较"},
              text_into(own.check));
  form.flag("--keep-server",
            {"one server for many deliveries, a client each",
             "多种送达方式共用一个服务端，每种一个客户端"},
            own.keep_server);
  form.flag("--quick", {"only the deliveries that find most", "只试最容易发现问题的送达方式"},
            own.quick);
  form.flag("--all-failures",
            {"go on after a failure, and tell the first of each group of deliveries",
             "出错后继续，每一组送达方式都给出第一个出错的"},
            own.all_failures);
  form.flag("--endings", {"streams that end early, too", "也试流提前结束的情形"}, own.endings);
  form.flag("--strict-end",
            {"who is cut off must exit with an error; with --endings",
             "数据中途断开时必须报错退出；与 --endings 同用"},
            own.strict_end);
  form.option("--cut", "N", {"cut connection N alone", "只切第 N 个连接"},
              whole_into(own.cut_connection, 1, 10'000));
  form.option("--budget", "TIME", {"stop after this time, as 60s", "到这么长时间就停止，例如 60s"},
              milliseconds_into(own.budget_ms, kHourMs));
}

void declare_try(Form& form, TryOptions& options) {
  declare_view(form, options.view,
               {Format::text, Format::json, Format::tap, Format::junit, Format::github});
  form.argument(Need::optional, "LAB", "",
                {"number or name; none with --server and --client",
                 "编号或名称；用 --server 和 --client 时不写"},
                text_into(options.lab));
  form.argument(
      Need::optional, "FILE", "",
      {"a C++ file with both ends, as in the lab", "C++ 文件，收发两端都在里面，和实验一样"},
      text_into(options.file));
  form.option("--sender", "CMD",
              {"a command, {host} and {port} filled in", "命令，{host} 和 {port} 会换成实际的值"},
              text_into(options.sender));
  form.option("--receiver", "CMD", {"the same", "同上"}, text_into(options.receiver));
  form.option("--new", words_of(kStarters),
              {"write a first receiver into this folder, to start from, and say how to try it",
               "在当前目录写出一个起步用的接收程序，并说明怎样试它"},
              choice_into(options.starter, kStarters));
  form.option("--messages", "FILE",
              {"its lines `message: TEXT` are meant, not the lab's messages",
               "应收到的消息是其中的 `message: TEXT` 行，不是实验里的消息"},
              text_into(options.messages));
  form.repeated_option(
      "--schedule", "LINE",
      {"only this delivery, as `try` prints it", "只用这一种送达方式，写法与 `try` 打印的相同"},
      append_to(options.schedules));
  declare_own(form, options.own);
  form.flag("--watch", {"again whenever one of its files is saved", "相关文件一保存，就重新来一遍"},
            options.watch);
  declare_runs(form, options.stage);
}

/// `--sender CMD` and `--sender-input TEXT`.
void declare_end(Form& form, const std::string& name, ProgramOptions& program) {
  form.option("--" + name, "CMD",
              {"a program; {host}, {host6} and {port} are filled in",
               "程序；{host}、{host6} 和 {port} 会换成实际的值"},
              text_into(program.command));
  form.option("--" + name + "-input", "TEXT",
              {"its standard input; \\n is a newline", "它的标准输入；\\n 表示换行"},
              text_into(program.input));
}

void declare_observe(Form& form, ObserveOptions& options) {
  declare_view(form, options.view, {Format::text, Format::json});
  declare_shown(form, options.view.shown);
  form.rest(
      "CMD... -- CMD...",
      {"the two programs, the one that listens first, in the place of --receiver and --sender",
       "两个程序，先写负责监听的；这样就不用写 --receiver 和 --sender"},
      append_to(options.words));
  declare_end(form, "receiver", options.receiver);
  declare_end(form, "sender", options.sender);
  form.option(
      "--first", words_of(kEnds),
      {"which one listens, and is started first (receiver)", "哪一个负责监听，先启动（receiver）"},
      choice_into(options.first, kEnds));
  form.repeated_option(
      "--program", "NAME=CMD",
      {"instead: any number of programs, with names", "或者：任意多个程序，各有名字"},
      program_into(options.programs));
  form.repeated_option("--host", "NAME=N",
                       {"the host that it runs on, 1 to 9; else each has one, the first 2",
                        "该程序所在的主机，1 到 9；不写的话每个各占一台，第一个在 2"},
                       host_into(options.hosts));
  form.repeated_option("--start", "NAME=WHEN",
                       {"now, listens:OTHER or ended:OTHER; else when the first one listens",
                        "何时启动：now、listens:OTHER 或 ended:OTHER；不写就等第一个程序开始监听"},
                       start_into(options.starts));
  form.repeated_option("--lose", "NAME:N",
                       {"the wire loses the N-th packet with data that leaves this one's host",
                        "链路丢弃从该程序的主机发出的第 N 个带数据的包"},
                       lose_into(options.stage.wire.loses));
  form.option("--cut", "N",
              {"the wire is cut, both ways and for ever, behind N packets; a handshake is 3",
               "过了 N 个包，链路就断开，双向都断，不再恢复；握手算 3 个"},
              whole_into(options.stage.wire.cut_after, 0, kMostPackets));
  form.option(
      "--until", "WHOM",
      {"end the others once these have ended: callers (if nothing else is said), all, a NAME",
       "等谁结束后终止其余程序：callers（不写就是它）、all 或某个 NAME"},
      text_into(options.until.whom));
  form.option("--for", "S",
              {"end all programs after so many seconds, as 5 or 5s",
               "这么多秒之后终止所有程序，如 5 或 5s"},
              seconds_into(options.until.seconds));
  form.option("--port", "N",
              {"where it listens; else 8080, or whatever it opens",
               "监听的端口；不写就是 8080，或它自己打开的端口"},
              whole_into(options.port, std::uint16_t{1}, std::uint16_t{65'535}));
  form.option("--probe", words_of(kProbes),
              {"where calls are seen: in the C library, or in the kernel: all programs, but slower",
               "在哪里观察调用：C 库，或者内核：什么程序都看得到，但较慢"},
              choice_into(options.probe, kProbes));
  declare_stage(form, options.stage);
}

void declare_learn(Form& form, LearnOptions& options) {
  form.argument(Need::optional, "LAB", "",
                {"number or name; else where you were", "编号或名称；不写就从上次停下的地方继续"},
                text_into(options.lab));
  form.flag("--reset",
            {"forget the guesses of this lab, or of all", "清除这个实验的猜测；不写实验就清除全部"},
            options.reset);
  declare_screen(form, options.view);
  declare_stage(form, options.stage);
}

void declare_present(Form& form, PresentOptions& options) {
  form.arguments(Need::optional, "LAB", kAnyNumber,
                 {"numbers or names, in the order of the lesson", "编号或名称，按讲课的顺序"},
                 append_to(options.labs));
  form.option("--plan", "FILE",
              {"the labs of a lesson, with minutes and notes: see docs/instructors-guide.md",
               "一节课的实验，可以带时间和备注：见 docs/instructors-guide.zh.md"},
              text_into(options.plan));
  form.flag("--step",
            {"live: every packet is held until you let it through", "实时：每个包都扣住，由你放行"},
            options.step);
  declare_screen(form, options.view);
  declare_stage(form, options.stage);
}

void declare_export(Form& form, ExportOptions& options) {
  form.arguments(Need::required, "RECORDING", 2,
                 {"as --record wrote it; for --html also broken and fixed",
                  "--record 写的文件；--html 也可以用出错版、修正版两份"},
                 append_to(options.recordings));
  Form into = form.one_of({"[Option Group: into]", "[导出成什么]"},
                          {"one of these; - is standard output \n"
                           "  [Exactly 1 of the following options is required]",
                           "从下面选一个；- 表示标准输出"});
  into.option("--pcapng", "FILE", {"a capture file, for Wireshark", "抓包文件，供 Wireshark 打开"},
              text_into(options.pcapng));
  into.option("--json", "FILE", {"the whole recording as one document", "整份记录，写成一个文档"},
              text_into(options.json));
  into.option("--html", "FILE",
              {"a page that replays it, for any browser", "能回放的网页，任何浏览器都能打开"},
              text_into(options.html));
  into.option("--cast", "FILE",
              {"a film of the terminal, for asciinema", "终端录像，供 asciinema 播放"},
              text_into(options.cast));
  declare_lang(form, options.lang);
  form.option("--width", "N", {"columns of the film (120)", "录像宽多少列（120）"},
              width_into(options.width));
  declare_shown(form, options.shown);
}

void declare_glossary(Form& form, GlossaryOptions& options) {
  form.argument(
      Need::optional, "TERM", "",
      {"a word, in English or Chinese; none means all", "一个词，中文英文都行；不写就是全部"},
      text_into(options.term));
  declare_view(form, options.view, {Format::text});
}

void declare_site(Form& form, SiteOptions& options) {
  options.version = tool_version();
  form.argument(Need::required, "DIR", "",
                {"the folder to make; it must not be there yet, or be empty",
                 "要生成的目录；应当还不存在，或者是空的"},
                text_into(options.folder));
  declare_labs(form, options.labs);
  form.option(
      "--url", "URL",
      {"the address that it will have, for previews of links", "网站将来的地址，供链接预览使用"},
      text_into(options.url));
  declare_lang(form, options.lang);
  declare_net(form, options.stage);
  declare_jobs(form, options.stage);
}

void declare_doctor(Form& form, DoctorOptions& options) {
  declare_view(form, options.view, {Format::text, Format::json});
}

}  // namespace

void add_commands(CommandLine& line) {
  line.add("list", {"what labs there are", "有哪些实验"}, list_command, declare_list);
  line.add("compare",
           {"run broken and fixed, and say how they differ", "运行出错版和修正版，给出两者的差别"},
           compare_command, declare_compare);
  line.add("run", {"run one version of a lab", "运行实验的一个版本"}, run_command, declare_run);
  line.add("diff", {"the lesson: what the fix changes", "看修正版改了什么"}, diff_command,
           declare_diff);
  line.add("repeat",
           {"run one version many times, and count what comes", "反复运行一个版本，统计各种结果"},
           repeat_command, declare_repeat);
  line.add(
      "check",
      {"for machines: exit 0 only if all are reproduced", "供脚本使用：全部重现时退出码才是 0"},
      check_command, declare_check);
  line.add("claims",
           {"what five blog posts claim, checked on this kernel",
            "五篇博客里的说法，在这个内核上当场检验"},
           claims_command, declare_claims);
  line.add("try",
           {"your own program, under every way its bytes can come",
            "用字节到达的各种方式检验你自己的程序"},
           try_command, declare_try);
  line.add("observe",
           {"any two programs, three lanes, no verdict", "观察任意两个程序：分三栏，不下结论"},
           observe_command, declare_observe);
  line.add("learn",
           {"step by step: guess, run it, see why", "一步一步来：先猜，再运行，再看为什么"},
           learn_command, declare_learn);
  line.add("present",
           {"full screen, event by event, for a projector", "全屏，逐个事件演示，供投影用"},
           present_command, declare_present);
  line.add("site",
           {"make the pages of all labs, for a web server", "把全部实验做成网页，供放到网站上"},
           site_command, declare_site);
  line.add("export",
           {"turn a recording into a file for other tools", "把记录变成其他工具能用的文件"},
           export_command, declare_export);
  line.add("glossary", {"what the words mean: segment, ACK, ...", "术语：报文段、确认、粘包等等"},
           glossary_command, declare_glossary);
  line.add("doctor", {"what this machine can show", "这台机器能展示什么"}, doctor_command,
           declare_doctor);
  line.add_help();
  line.add_descriptions();
}

}  // namespace stickylab
