#include "command/report_output.hpp"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "base/input_error.hpp"
#include "base/system_error.hpp"
#include "command/shown_connection.hpp"

namespace stickylab {
namespace {

constexpr int kWidth = 80;       // if nobody says
constexpr int kLeastWidth = 20;  // below that no lane has room for a word
constexpr int kWidest = 140;     // beyond that short texts drown in space, if nobody says

int width_of(int fd, int asked) {
  int width = asked;
  winsize size{};
  if (width == 0 && ioctl(fd, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  if (width == 0) width = std::atoi(from_environment("COLUMNS").value_or("0").c_str());
  if (width == 0) return kWidth;
  return std::max(asked == 0 ? std::min(width, kWidest) : width, kLeastWidth);
}

}  // namespace

std::optional<std::string> from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? std::optional<std::string>(value) : std::nullopt;
}

Out::Out(const ViewOptions& options) {
  const Excerpt& shown = options.shown;
  const char* part = shown.connection != 0 ? "--connection" : part_of_lanes(shown);
  if (part != nullptr && options.format != Format::text)
    throw InputError({"{} shows a part of the lanes; use it with --format text",
                      "{} 只影响分栏图；请与 --format text 一起用"},
                     part);
  if (!options.output.empty()) file_ = std::fopen(options.output.c_str(), "we");
  if (file_ == nullptr)
    throw InputError({"--output {}: {}; name a file that can be written",
                      "--output {}：无法写入（{}）；请换一个能写的文件"},
                     options.output.string(), std::strerror(errno));
  const int fd = fileno(file_);
  view_ = {.lang = options.lang,
           .width = width_of(fd, options.width),
           .color = use_color(options.color, isatty(fd) != 0, from_environment),
           .ascii = options.ascii,
           .fold = !options.no_fold,
           .shown = options.shown};
}

void must_name_file(const std::filesystem::path& html) {
  if (html == "-")
    throw InputError({"--html: standard output has the report; name a file for the page",
                      "--html：标准输出要留给报告；请为网页指定一个文件"});
}

Out::~Out() {
  if (file_ != stdout) std::fclose(file_);
}

void Out::print(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), file_) == text.size();
  if (!written || std::fflush(file_) != 0) throw_errno("write the report");
}

}  // namespace stickylab
