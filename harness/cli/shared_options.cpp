#include "cli/shared_options.hpp"

#include <algorithm>
#include <limits>

namespace stickylab {
namespace {

const Choices<Format> kFormats = {{"text", Format::text},
                                  {"json", Format::json},
                                  {"tap", Format::tap},
                                  {"junit", Format::junit},
                                  {"github", Format::github}};
const Choices<Lang> kLangs = {{"en", Lang::en}, {"zh", Lang::zh}};
const Choices<ColorWhen> kColors = {
    {"auto", ColorWhen::automatic}, {"always", ColorWhen::always}, {"never", ColorWhen::never}};
const Choices<std::optional<Net>> kNets = {{"auto", std::nullopt},
                                           {"two-hosts", Net::two_hosts},
                                           {"one-host", Net::one_host},
                                           {"loopback", Net::loopback}};

const Choices<Only> kOnly = {{"wire", Only::wire}, {"calls", Only::calls}};

constexpr double kMostClockMs = 4'000'000;  // a run lasts an hour at most

void declare_wire(Form& form, WireOptions& wire) {
  form.option("--rtt", "TIME",
              {"round-trip time of the wire, as 40ms", "链路的往返时间，例如 40ms"},
              milliseconds_into(wire.rtt_ms));
  form.option("--mtu", "N", {"of the hosts' links, in bytes", "主机网卡的 MTU，单位字节"},
              whole_into(wire.mtu, 68U, 65'535U));  // RFC 791: every link carries 68
  form.option("--loss", "P", {"chance that the wire loses a packet", "链路丢弃一个包的概率"},
              number_into(wire.loss, 0, 1));
  form.option("--dup", "P", {"chance that it delivers one twice", "链路重复送达一个包的概率"},
              number_into(wire.duplicate, 0, 1));
  form.option("--reorder", "P",
              {"chance that it lets the next one pass", "链路上乱序（后发先到）的概率"},
              number_into(wire.reorder, 0, 1));
  form.option("--seed", "N",
              {"the same seed, the same luck (1)", "随机种子：种子相同，随机的选择就相同（1）"},
              whole_into(wire.seed, std::uint64_t{0}, std::numeric_limits<std::uint64_t>::max()));
}

}  // namespace

const Choices<Lang>& langs() { return kLangs; }

Take width_into(int& width) { return whole_into(width, 20, 1000); }

void declare_lang(Form& form, Lang& target) {
  target = form.lang();
  form.option("--lang", words_of(kLangs),
              {"language; else the locale's", "语言；不写就按系统的区域设置"},
              choice_into(target, kLangs));
}

void declare_view(Form& form, ViewOptions& view, std::initializer_list<Format> formats) {
  Choices<Format> own;
  for (const auto& choice : kFormats)
    if (std::ranges::find(formats, choice.second) != formats.end()) own.insert(choice);
  form.option("--format", words_of(own), {"what to print", "打印成什么"},
              [own, &view](std::string_view name, const std::string& word) {
                view.format = choice_in(name, word, own);
              });
  form.option("--output", "FILE", {"print to FILE instead", "写入 FILE，不打印"},
              text_into(view.output));
  declare_lang(form, view.lang);
  form.option("--color", words_of(kColors), {"colour", "颜色"}, choice_into(view.color, kColors));
  form.flag("--ascii",
            {"no boxes, arrows or other signs outside ASCII", "不用线框、箭头等 ASCII 以外的符号"},
            view.ascii);
  form.flag("--no-fold", {"show long gaps and repetition in full", "长时间的空档和重复也全部列出"},
            view.no_fold);
  form.option(
      "--width", "N",
      {"columns; else the terminal's, at most 140", "宽多少列；不写就是终端的宽度，最多 140"},
      width_into(view.width));
}

void declare_connection(Form& form, int& target) {
  form.option("--connection", "N",
              {"show only this one, counted as they opened", "只显示这一条连接，按建立的先后编号"},
              whole_into(target, 1, 1'000'000));
}

void declare_shown(Form& form, Excerpt& shown) {
  declare_connection(form, shown.connection);
  form.option("--from", "TIME",
              {"show only rows from this time on: 40, as the lanes show it, or 1.5s",
               "只显示这个时刻起的行：40（同分栏图上的毫秒数）或 1.5s"},
              milliseconds_into(shown.from_ms, kMostClockMs));
  form.option("--to", "TIME", {"and only rows up to this one", "只显示到这个时刻为止的行"},
              milliseconds_into(shown.to_ms, kMostClockMs));
  form.option("--only", words_of(kOnly),
              {"only what went over the wire, or only what the programs did",
               "只看链路上走了什么，或只看程序做了什么"},
              choice_into(shown.only, kOnly));
  form.negated_flag(
      "--no-output",
      {"leave out what the programs print, but for messages", "不显示程序打印的内容，消息除外"},
      shown.output);
}

void declare_screen(Form& form, ViewOptions& view) {
  declare_lang(form, view.lang);
  form.option("--color", words_of(kColors), {"colour", "颜色"}, choice_into(view.color, kColors));
  form.flag("--ascii",
            {"no boxes, arrows or other signs outside ASCII", "不用线框、箭头等 ASCII 以外的符号"},
            view.ascii);
}

void declare_net(Form& form, StageOptions& stage) {
  form.option("--net", words_of(kNets), {"the stage to run on", "在哪种网络环境中运行"},
              choice_into(stage.net, kNets));
}

void declare_jobs(Form& form, StageOptions& stage) {
  form.option("--jobs", "N",
              {"runs at a time; else one a processor", "同时运行几个；不写就是每个处理器一个"},
              whole_into(stage.jobs, 1, 1000));
}

void declare_stage(Form& form, StageOptions& stage) {
  declare_net(form, stage);
  form.option(
      "--timeout", "S",
      {"limit of one run, in seconds (10; try: 3)", "一次运行的时限，单位秒（10；try 为 3）"},
      number_into(stage.timeout_s, 0.1, 3600));
  form.option("--record", "DIR",
              {"write each run's recording into DIR", "把每次运行的记录写入 DIR"},
              text_into(stage.record));
  declare_wire(form, stage.wire);
}

void declare_runs(Form& form, StageOptions& stage) {
  declare_stage(form, stage);
  declare_jobs(form, stage);
}

void declare_lab(Form& form, std::string& lab) {
  form.argument(Need::required, "LAB", "", {"number or name", "编号或名称"}, text_into(lab));
}

void declare_labs(Form& form, std::vector<std::string>& labs) {
  form.arguments(Need::optional, "LAB", kAnyNumber,
                 {"numbers or names; none means all", "编号或名称；不写就是全部"}, append_to(labs));
}

}  // namespace stickylab
