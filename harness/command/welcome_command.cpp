#include "command/welcome_command.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "catalog/catalog.hpp"
#include "command/prefix.hpp"
#include "command/report_output.hpp"
#include "show/progress.hpp"
#include "text/width.hpp"

namespace stickylab {
namespace {

constexpr Phrase kWhatThisIs{
    "TCP carries a stream of bytes, not messages. See on your own kernel what goes\n"
    "wrong when a program takes them for messages, and how it is put right.\n",
    "TCP 传的是字节流，不是一条条消息。程序把它当成消息来收，会出什么错、又该怎么改，\n"
    "都可以在你自己的内核上亲眼看到。\n"};
constexpr Phrase kNoneSeen{
    "There are {0} labs, and you have not been through any with learn yet.\n",
    "共有 {0} 个实验，你还没有用 learn 做过。\n"};
constexpr Phrase kSomeSeen{"There are {0} labs. With learn you have seen {1} so far, {2} last.\n",
                           "共有 {0} 个实验。你用 learn 看过 {1} 个，上次停在 {2}。\n"};
constexpr Phrase kLearnLine{"guess, run it, see why", "先猜，再运行，再看为什么"};
constexpr Phrase kCompareLine{"lab 01: broken beside fixed", "实验 01：出错版对照修正版"};
constexpr Phrase kTryLine{"your own receiver, any language", "检验自己写的接收程序，语言不限"};
constexpr Phrase kHelpLine{"all commands", "全部命令"};

struct Way {
  const char* command;
  const Phrase& leads_to;
};

std::string ways_on(const std::string& name, Lang lang) {
  const std::array<Way, 4> ways = {{{" learn", kLearnLine},
                                    {" compare 01", kCompareLine},
                                    {" try 01 --receiver CMD", kTryLine},
                                    {" help", kHelpLine}}};
  std::size_t widest = 0;
  for (const Way& way : ways) widest = std::max(widest, name.size() + std::strlen(way.command));
  std::string text;
  for (const Way& way : ways)
    text += padded("  " + name + way.command, static_cast<int>(widest) + 4) +
            std::string(in(lang, way.leads_to)) + "\n";
  return text;
}

/// The labs whose answer has been shown, of those that there are.
std::string where_you_are(const std::vector<Lab>& labs, Lang lang) {
  const Progress progress = load_progress(progress_file(from_environment));
  std::size_t seen = 0;
  bool last_is_there = false;
  for (const Lab& lab : labs) {
    const std::string folder = lab.folder.filename().string();
    const auto found = progress.labs.find(folder);
    if (found != progress.labs.end() && found->second.seen) ++seen;
    last_is_there = last_is_there || folder == progress.last;
  }
  if (!last_is_there) return say(kNoneSeen, lang, labs.size());
  return say(kSomeSeen, lang, labs.size(), seen, progress.last);
}

}  // namespace

int welcome_command(const WelcomeOptions& options) {
  const std::vector<Lab> labs = find_labs(prefix_of(options.root).labs(), {});
  const Lang lang = options.lang;
  ViewOptions view;
  view.lang = lang;
  Out(view).print(std::string(in(lang, kWhatThisIs)) + where_you_are(labs, lang) + "\n" +
                  ways_on(options.name, lang));
  return kReproduced;
}

}  // namespace stickylab
