#include "command/starter.hpp"

#include <fcntl.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <vector>

#include "base/input_error.hpp"
#include "base/strings.hpp"
#include "base/system_error.hpp"
#include "command/starters.hpp"
#include "command/text_file.hpp"

namespace stickylab {
namespace {

constexpr Phrase kLengthFirst{"Each message comes behind its length: {0} bytes, big-endian.",
                              "每条消息前面是它的长度：{0} 字节，大端序。"};
constexpr Phrase kNothingAdded{"The bytes of the messages come, and nothing before or behind them.",
                               "收到的只有消息本身的字节，前后没有别的。"};
constexpr Phrase kWritten{
    "{0}: a first receiver for lab {1}, as many tutorials have it.\n"
    "It is wrong. See where, then put it right:\n\n",
    "{0}：实验 {1} 的第一个接收程序，许多教程就是这样写的。\n"
    "它是错的。先看它错在哪里，再把它改对：\n\n"};

struct Source {
  std::string file;
  std::string_view text;
  std::string build;  ///< a command; empty: none
  std::string run;    ///< the words behind `try LAB`
};

Source source_in(Starter starter) {
  switch (starter) {
    case Starter::go:
      return {"receiver.go", kReceiverGo, "go build receiver.go", "--receiver ./receiver"};
    case Starter::java:
      return {"Receiver.java", kReceiverJava, "javac Receiver.java", "--receiver 'java Receiver'"};
    case Starter::node:
      return {"receiver.js", kReceiverNode, "", "--receiver 'node receiver.js'"};
    case Starter::cpp:
      return {"receiver.cpp", kReceiverCpp, "", "receiver.cpp"};
    case Starter::python:
      break;
  }
  return {"receiver.py", kReceiverPython, "", "--receiver 'python3 receiver.py'"};
}

/// Lines with a comment in the other language go; of the others only the mark goes.
std::string in_language(std::string_view text, Lang lang) {
  const std::string_view kept = lang == Lang::zh ? " zh: " : " en: ";
  const std::string_view left_out = lang == Lang::zh ? " en: " : " zh: ";
  std::string result;
  while (!text.empty()) {
    std::string line(text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1));
    text.remove_prefix(line.size());
    if (line.find(left_out) != std::string::npos) continue;
    result += replace_all(std::move(line), kept, " ");
  }
  return result;
}

/// The messages as C++ writes them: "hello", "world"
std::string as_literals(const std::vector<std::string>& messages) {
  return fmt::format("{:?}", fmt::join(messages, ", "));
}

std::string filled_in(std::string_view text, const Lab& lab, Lang lang) {
  const int header = *lab.length_bytes;
  std::string result = in_language(text, lang);
  const auto fill = [&](std::string_view name, const std::string& by) {
    result = replace_all(std::move(result), name, by);
  };
  fill("@LAB@", lab.number);
  fill("@FORMAT@", header > 0 ? say(kLengthFirst, lang, header) : say(kNothingAdded, lang));
  fill("@HEADER@", fmt::to_string(header));
  fill("@MESSAGES@", as_literals(lab.meant.messages));
  return result;
}

void must_have_starter(const Lab& lab, const std::vector<Lab>& labs) {
  if (lab.length_bytes) return;
  Names numbers;
  for (const Lab& other : labs)
    if (other.length_bytes) numbers.names.push_back(other.number);
  std::ranges::sort(numbers.names);
  throw InputError({"--new: lab {} asks other things of a receiver; there is a first one for {}",
                    "--new：实验 {} 对接收方另有要求；有现成文件的实验是 {}"},
                   lab.number, numbers);
}

/// A file that is there stays as it is.
void write_new(const std::string& name, const std::string& text) {
  const Fd file(open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (file.get() < 0 && errno == EEXIST)
    throw InputError({"{}: there is such a file here, and it stays as it is; move it, or go to "
                      "another folder",
                      "{}：这里已有同名文件，没有改动它；请把它移开，或者换一个目录"},
                     name);
  must(file.get(), "write " + name);
  write_file(name, text);
}

}  // namespace

std::string write_starter(Starter starter, const Lab& lab, const std::vector<Lab>& labs,
                          const std::string& tool, Lang lang) {
  must_have_starter(lab, labs);
  const Source source = source_in(starter);
  write_new(source.file, filled_in(source.text, lab, lang));
  std::string said = say(kWritten, lang, source.file, lab.number);
  if (!source.build.empty()) said += "    " + source.build + "\n";
  return said + fmt::format("    {} try {} {}\n", tool, lab.number, source.run);
}

}  // namespace stickylab
