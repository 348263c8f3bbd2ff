#include "text/phrases.hpp"

#include <fmt/args.h>

#include <algorithm>
#include <array>
#include <vector>

namespace stickylab {
namespace {

/// `{}` stands for an argument; the Chinese gives its number if the order is another.
struct Pair {
  std::string_view en;
  std::string_view zh;
};

/// Each is said in the harness; tests/docs/phrases.py tells what is missing or left over.
constexpr auto kPhrases = std::to_array<Pair>({
    // Errors: of what was asked for
    {"no lab \"{}\"; `stickylab list` shows what there is",
     "没有实验“{}”；有哪些实验，见 `stickylab list`"},
    {"lab {} is not about a stream: `try` needs one of TCP",
     "实验 {} 讲的不是字节流：`try` 只能用于 TCP 的实验"},
    {"name a C++ file, or --sender and --receiver, or one of the two",
     "没有可试的程序：请给出一个 C++ 文件，或者用 --sender、--receiver 给出命令，只给其中一个也行"},
    {"--shard {}: write K/N, K from 1 to N, as in 2/5",
     "--shard {}：应写成 K/N，K 从 1 到 N，例如 2/5"},
    {"--format tap and --format junit are of `check`; here use text or json",
     "--format tap 和 --format junit 只用于 `check`；这里请用 text 或 json"},
    {"--watch: no file is named here; name a C++ file, or a command with one",
     "--watch：没有可监视的文件；请给出一个 C++ 文件，或者含有文件名的命令"},
    {"{}: the quote {} is not closed", "{}：引号 {} 没有配对"},
    {"a command is empty; name a program", "命令是空的；请写上要运行的程序"},
    {"a program has no name; write NAME=COMMAND", "有程序没有名字；请写成 名字=命令"},
    {"no program may be named \"{}\": a recording says that of its own events",
     "程序不能叫“{}”：记录里这个名字另有所指"},
    {"two programs are named \"{}\"; give each a name of its own",
     "有两个程序都叫“{}”；请给每个程序起不同的名字"},
    {"a run has at most {} programs", "一次运行最多有 {} 个程序"},
    {"\"{}\" cannot be on host {}: the hosts are 1 to {}",
     "“{}”不能放在主机 {} 上：主机编号是 1 到 {}"},
    {"\"{}\" waits for itself: it would never start; let it start now, or when another listens or "
     "has ended",
     "“{}”在等它自己，永远不会启动；请让它立刻启动，或者等别的程序开始监听或结束后再启动"},
    {"{} wait for each other in a circle: none would start; let one start now",
     "{} 互相等成了一圈，谁都不会启动；请让其中一个立刻启动"},
    {"schedule: \"{}\" is not known; a schedule is whole, every=K, cuts=A,B or random=SEED, then "
     "merged, then fin@N, rst@N or silence@N, or replies and how those are cut",
     "送达方式：不认识“{}”；依次写：切法（whole、every=K、cuts=A,B 或 random=SEED）、merged、"
     "结尾（fin@N、rst@N 或 silence@N），或者 replies 加应答的切法"},
    {"script: a line waits for connection {}, which has no line",
     "脚本：有一行在等连接 {}，可是没有写这个连接的那一行"},
    {"script: connection {} waits for itself: it would never start; leave out its \"after\"",
     "脚本：连接 {} 在等它自己，永远不会开始；请去掉它的 after"},
    {"script: connection {} has two lines; give each line its own number",
     "脚本：连接 {} 写了两行；请给每一行不同的编号"},
    {"schedule: the offsets of \"{}\" must ascend from 1",
     "送达方式：“{}”里的位置应从 1 起，逐个增大"},
    {"the terminal cannot be opened: {}; use one that is this account's own",
     "打不开终端：{}；请换一个属于本账户的终端"},
    {"`{}` needs a terminal, for keys and a full screen: run it in one, or use `{}`",
     "`{}` 要用整个屏幕，还要读按键，必须在终端里运行；没有终端就用 `{}`"},
    {"--rtt, --mtu, --loss, --dup and --reorder need a wire between hosts, {} has none: use --net "
     "two-hosts",
     "--rtt、--mtu、--loss、--dup 和 --reorder 改变的是主机之间的链路，{} 没有链路：请用 --net "
     "two-hosts"},
    {"--net {}: {}; `stickylab doctor` says how to get it",
     "--net {}：这里用不了（{}）；怎样才能用，见 `stickylab doctor`"},
    {"present --step holds the wire between two hosts: use --net two-hosts, or leave out --step",
     "present --step 扣住的是两台主机之间的链路：请用 --net two-hosts，或者去掉 --step"},

    // Errors: who takes part in `observe`
    {"name the programs, at least two: --receiver and --sender, or --program NAME=CMD for each",
     "至少要有两个程序：用 --receiver 和 --sender 给出，或者给每个程序写一个 --program NAME=CMD"},
    {"--program names every program: leave out --sender, --receiver and what belongs to them",
     "--program 已经列出全部程序：请去掉 --sender、--receiver 以及与它们有关的选项"},
    {"{}: no program is named \"{}\"; there are {}", "{}：没有叫“{}”的程序；有的是 {}"},
    {"{} is given twice for \"{}\"; leave out one of them", "{} 给“{}”写了两次；请只留一个"},
    {"--host: {} has one host for all programs: use --net two-hosts",
     "--host：{} 的所有程序都在一台主机上：请用 --net two-hosts"},

    // Errors: what is shown
    {"--connection {}: no connection has this number; connections seen: {}",
     "--connection {}：没有这个编号的连接；看到的连接数：{}"},
    {"--connection shows a part of the lanes; use it with --format text",
     "--connection 只影响分栏图；请与 --format text 一起用"},
    {"--json is the whole recording: leave out --connection",
     "--json 写的是整份记录：请去掉 --connection"},

    // Errors: wrong usage
    {"{} {}: write NAME=CMD, as in server=./server",
     "{} {}：应写成 NAME=CMD，例如 server=./server"},
    {"{} {}: write NAME=N, N from 1 to {}, as in server=2",
     "{} {}：应写成 NAME=N，N 从 1 到 {}，例如 server=2"},
    {"{} {}: write NAME=now, NAME=listens:OTHER or NAME=ended:OTHER",
     "{} {}：应写成 NAME=now、NAME=listens:OTHER 或 NAME=ended:OTHER"},
    {"{}: {} is no name: use letters, digits, - and _",
     "{}：“{}”不能作名字：请用字母、数字、- 和 _"},
    {"A subcommand is required", "缺少子命令"},
    {"something is missing", "还缺少一些内容"},
    {"{} is required", "缺少 {}"},
    {"Exactly 1 option from [{}] is required", "{} 这些选项必须用一个"},
    {"Exactly 1 option from [{}] is required and {} were given",
     "{} 这些选项只能用一个，这里用了 {} 个"},
    {"The following argument was not expected: {}", "这个参数不认识，或者是多余的：{}"},
    {"The following arguments were not expected: {}", "这些参数不认识，或者是多余的：{}"},
    {"{}: at most {} may be given, not {}", "{}：最多给 {} 个，这里给了 {} 个"},
    {"{}: the value is missing", "{}：后面缺少值"},
    {"{}: takes no value", "{}：不能带值"},
    {"{}: the value is empty", "{}：值是空的"},
    {"{}: {} is none of {}", "{}：“{}”不行，可以是 {}"},
    {"{}: {} is not a number from {} to {}", "{}：“{}”不行，应是 {} 到 {} 的数"},
    {"{}: {} is not a whole number", "{}：“{}”不是整数"},
    {"{}: {} is not a number", "{}：“{}”不是数"},
    {"{}: {} is not a time from 0 to {} ms", "{}：“{}”不行，应是 0 到 {} 毫秒"},
    {"{}: unknown unit {}; it may be {}", "{}：不认识单位“{}”，可以是 {}"},

    // Errors: of files
    {"{} does not compile; see the messages above", "{} 编译不通过；原因见上面编译器的输出"},
    {"there is no C++ compiler; install g++, or name one in CXX",
     "没有 C++ 编译器；请安装 g++，或者用环境变量 CXX 指定一个"},
    {"{}: a folder; name a C++ file in it, or give the command that runs it: --receiver 'COMMAND'",
     "{}：这是目录；请给出其中的 C++ 文件，或者给出运行它的命令：--receiver 'COMMAND'"},
    {"{}: not a C++ file (.cpp); give the command that runs it: --receiver '{}'",
     "{}：不是 C++ 文件（.cpp）；请给出运行它的命令：--receiver '{}'"},
    {"{}: no such file; name a C++ file, or --sender and --receiver",
     "{}：没有这个文件；请给出一个 C++ 文件，或者用 --sender、--receiver 给出命令"},
    {"--output {}: {}; name a file that can be written",
     "--output {}：无法写入（{}）；请换一个能写的文件"},
    {"--record: {} cannot be written; name another folder", "--record：无法写入 {}；请换一个目录"},
    {"--html: standard output has the report; name a file for the page",
     "--html：标准输出要留给报告；请为网页指定一个文件"},
    {"{}: a folder, not a recording", "{}：这是目录，不是记录文件"},
    {"{}: no packets to export: {} has no wire to watch; record the run with --net {}",
     "{}：没有数据包可导出，因为 {} 没有可看的链路；请用 --net {} 重新记录一次"},
    {"two recordings: only --html shows both", "给了两份记录：只有 --html 能同时展示两份"},
    {"two recordings make a page where they are broken and fixed of one lab, on one network",
     "两份记录要放进一个网页，必须是同一个实验的出错版和修正版，而且 --net 相同"},
    {"neither HOME nor XDG_STATE_HOME is set", "环境变量 HOME 和 XDG_STATE_HOME 都没有设置"},
    {"{} cannot be written", "无法写入 {}"},
    {"{}: {}", "{}：{}"},

    // Errors: of the installation and its labs
    {"labs not found in {}: {}; build or install stickylab again",
     "在 {} 找不到实验（{}）；请重新构建或安装 stickylab"},
    {"labs not found: {} leads to {}: {}; a build tree needs its sources: build it again where it "
     "is now, or run the one that `make install` makes",
     "找不到实验：{} 指向 {}（{}）；构建目录离不开源代码：请在现在的位置重新构建，"
     "或者运行 `make install` 安装的程序"},
    {"/proc cannot be read: {}; it says where stickylab is and what programs do: mount it first "
     "(mount -t proc proc /proc)",
     "读不到 /proc（{}）；stickylab 靠它找到自己的文件、了解程序的状态：请先挂载"
     "（mount -t proc proc /proc）"},
    {"{} and {} have the same number; rename one", "{} 和 {} 编号相同；请给其中一个改名"},
    {"{} is missing; docs/writing-a-lab.md says what it holds",
     "缺少 {}；里面该写什么，见 docs/writing-a-lab.zh.md"},
    {"{}:{}: {}", "{}:{}：{}"},
    {"{}: {}; run `make build` where this account may read",
     "{}：{}；请在本账户可以读取的地方运行 `make build`"},
    {"{} is missing; run `make build`", "缺少 {}；请运行 `make build`"},
    {"{}", "未能完成：{}"},

    // Help: the commands
    {"TCP carries a stream of bytes, not messages: see it happen, see it fixed.",
     "TCP 传的是字节流，不是消息：看它怎样出错，看它怎样改对。"},
    {"what labs there are", "有哪些实验"},
    {"run broken and fixed, and say how they differ", "运行出错版和修正版，说出差别在哪里"},
    {"run one version of a lab", "运行实验的一个版本"},
    {"for machines: exit 0 only if all are reproduced", "供脚本使用：全部重现才以 0 退出"},
    {"what the documents claim, checked on this kernel", "文档里的说法，在这个内核上当场检验"},
    {"your own program, under every way its bytes can come",
     "让你自己的程序经历字节到来的每一种方式"},
    {"any two programs, three lanes, no verdict", "观察任意两个程序：分三栏，不下结论"},
    {"step by step: guess, run it, see why", "一步一步来：先猜，再运行，再看为什么"},
    {"full screen, event by event, for a projector", "全屏，逐个事件演示，供投影用"},
    {"turn a recording into a file for other tools", "把记录变成其他工具能用的文件"},
    {"what this machine can show", "这台机器能展示什么"},

    // Help: what is printed, and how
    {"what to print; tap and junit: of `check`", "打印成什么；tap 和 junit 只用于 `check`"},
    {"print to FILE instead", "写入 FILE，不打印"},
    {"language; else the locale's", "语言；不写就按系统的区域设置"},
    {"colour", "颜色"},
    {"no boxes, arrows or other signs outside ASCII", "不用线框、箭头等 ASCII 以外的符号"},
    {"show long gaps and repetition in full", "长时间的空白和重复也全部列出"},
    {"columns; else the terminal's", "宽多少列；不写就是终端的宽度"},
    {"show only this one, counted as they opened", "只显示这一条连接，按建立的先后编号"},
    {"columns of the film (120)", "录像宽多少列（120）"},

    // Help: the stage and its wire
    {"the stage to run on", "在哪种舞台上运行"},
    {"limit of one run, in seconds (10; try: 3)", "一次运行的时限，单位秒（10；try 为 3）"},
    {"write each run's recording into DIR", "把每次运行的记录写入 DIR"},
    {"round-trip time of the wire, as 40ms", "链路的往返时间，例如 40ms"},
    {"of the hosts' links, in bytes", "主机网卡的 MTU，单位字节"},
    {"chance that the wire loses a packet", "链路丢掉一个包的概率"},
    {"chance that it delivers one twice", "链路把一个包送到两次的概率"},
    {"chance that it lets the next one pass", "链路让后一个包抢先的概率"},
    {"the same seed, the same luck (1)", "随机种子：种子相同，运气相同（1）"},
    {"runs at a time; else one a processor", "同时运行几个；不写就是每个处理器一个"},

    // Help: of single commands
    {"use the labs and programs below DIR", "使用 DIR 下的实验和程序"},
    {"number or name", "编号或名称"},
    {"numbers or names; none means all", "编号或名称；不写就是全部"},
    {"number or name; else where you were", "编号或名称；不写就从上次停下的地方继续"},
    {"which one", "哪个版本"},
    {"write a page that replays it into FILE", "把能回放的网页写入 FILE"},
    {"run each lab N times", "每个实验运行 N 次"},
    {"only part K of N of these runs", "把这些运行分成 N 份，只做第 K 份"},
    {"keep all processors busy meanwhile", "同时让所有处理器都忙着"},
    {"stop at the first run that is not reproduced", "一有未重现的，就不再运行"},
    {"a C++ file with both ends, as in the lab", "C++ 文件，收发两端都在里面，和实验一样"},
    {"a command, {host} and {port} filled in", "命令，{host} 和 {port} 会换成实际的值"},
    {"the same", "同上"},
    {"only this delivery, as `try` prints it", "只用这一种送达方式，写法与 `try` 打印的相同"},
    {"again whenever one of its files is saved", "相关文件一保存，就重新来一遍"},
    {"a program; {host} and {port} are filled in", "程序；{host} 和 {port} 会换成实际的值"},
    {"its standard input; \\n is a newline", "它的标准输入；\\n 表示换行"},
    {"which one listens, and is started first (receiver)", "哪一个负责监听，先启动（receiver）"},
    {"instead: any number of programs, with names", "或者：任意多个程序，各有名字"},
    {"the host that it runs on, 1 to 9; else each has one, the first 2",
     "该程序所在的主机，1 到 9；不写的话每个各占一台，第一个在 2"},
    {"now, listens:OTHER or ended:OTHER; else when the first one listens",
     "何时启动：now、listens:OTHER 或 ended:OTHER；不写就等第一个程序开始监听"},
    {"where it listens; else 8080, or whatever it opens",
     "监听的端口；不写就是 8080，或它自己打开的端口"},
    {"forget the guesses of this lab, or of all", "忘掉这个实验的猜测；不写实验就忘掉全部"},
    {"live: every packet is held until you let it through", "实时：每个包都扣住，由你放行"},
    {"as --record wrote it; for --html also broken and fixed",
     "--record 写的文件；--html 也可以用出错版、修正版两份"},
    {"one of these; - is standard output", "从下面选一个；- 表示标准输出"},
    {"a capture file, for Wireshark", "抓包文件，供 Wireshark 打开"},
    {"the whole recording as one document", "整份记录，写成一个文档"},
    {"a page that replays it, for any browser", "能回放的网页，任何浏览器都能打开"},
    {"a film of the terminal, for asciinema", "终端录像，供 asciinema 播放"},

    // Help: its own words
    {"Print this help message and exit", "显示这份说明后退出"},
    {"Run with --help for more information.", "用法见 --help。"},
    {"Usage: ", "用法："},
    {" [OPTIONS]", " [选项]"},
    {" SUBCOMMAND\n", " 子命令\n"},
    {"Positionals:\n", "参数：\n"},
    {"Options:\n", "选项：\n"},
    {"Subcommands:\n", "子命令：\n"},
    {" REQUIRED", " 必填"},
    {"[Option Group: into]", "[导出成什么]"},
    {" \n  [Exactly 1 of the following options is required]", ""},
});

std::string filled(std::string_view format, const std::vector<std::string>& arguments) {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const std::string& argument : arguments) store.push_back(argument);
  return fmt::vformat(format, store);
}

}  // namespace

std::string_view phrase(std::string_view english, Lang lang) {
  const auto* found = std::find_if(kPhrases.begin(), kPhrases.end(),
                                   [&](const Pair& phrase) { return phrase.en == english; });
  return lang == Lang::en || found == kPhrases.end() ? english : found->zh;
}

std::string error_text(const InputError& error, Lang lang) {
  return filled(phrase(error.format(), lang), error.arguments());
}

}  // namespace stickylab
