#include "service/progress.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "service/names.hpp"

namespace service {
namespace {

constexpr int kName = 8;  // columns that a name always has

template <class... Values>
std::string format(const char* pattern, Values... values) {
  std::array<char, 96> text{};
  std::snprintf(text.data(), text.size(), pattern, values...);
  return text.data();
}

std::string duration(double seconds) {
  const auto whole = static_cast<long long>(std::ceil(seconds));
  if (whole >= 3600) {
    return format("%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
  }
  return format("%lld:%02lld", whole / 60, whole % 60);
}

double seconds(Progress::Time time) {
  return static_cast<double>(time.count()) / 1000;
}

}  // namespace

std::string cut_to(std::string_view text, int columns) {
  std::string shown;
  std::size_t whole = 0;  // bytes that leave a column for the sign
  for (int used = 0; !text.empty();) {
    utf8proc_int32_t code = 0;
    const auto size =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                         static_cast<utf8proc_ssize_t>(text.size()), &code);
    if (size <= 0) break;  // no UTF-8
    used += utf8proc_charwidth(code);
    if (used > columns) return shown.substr(0, whole) + "…";
    shown += text.substr(0, static_cast<std::size_t>(size));
    text.remove_prefix(static_cast<std::size_t>(size));
    if (used < columns) whole = shown.size();
  }
  return shown;
}

std::string size_text(double bytes) {
  constexpr std::array kUnits{"B", "kB", "MB", "GB", "TB", "PB"};
  std::size_t unit = 0;
  for (; bytes >= 999.5 && unit + 1 < kUnits.size(); ++unit) bytes /= 1000;
  const int digits = unit == 0 || bytes >= 99.95 ? 0 : bytes >= 9.995 ? 1 : 2;
  return format("%.*f %s", digits, bytes, kUnits[unit]);
}

Progress::Progress(std::string name, std::uint64_t total, std::uint64_t resumed,
                   Time now)
    : name_(std::move(name)),
      total_(total),
      resumed_(resumed),
      written_(resumed),
      begun_(now),
      last_(now),
      samples_{{now, resumed}} {}

void Progress::reached(std::uint64_t written, Time now) {
  written = std::min(written, total_);
  if (written <= written_) return;
  written_ = written;
  last_ = now;
  samples_.push_back({now, written});
  while (samples_.size() > 2 && now - samples_[1].at >= kWindow) samples_.pop_front();
}

std::string Progress::bar() const {
  const auto columns = [&](std::uint64_t bytes) {
    if (total_ == 0) return kWidth;
    const double part = static_cast<double>(bytes) / static_cast<double>(total_);
    return static_cast<int>(part * kWidth);
  };
  const int before = columns(resumed_);
  const int done = columns(written_);
  std::string bar(static_cast<std::size_t>(kWidth), '-');
  for (int i = 0; i < done; ++i) {
    bar[static_cast<std::size_t>(i)] = i < before ? '=' : '#';
  }
  if (done < kWidth) bar[static_cast<std::size_t>(done)] = '>';
  return bar;
}

std::optional<double> Progress::rate(Time now) const {
  const Sample& first = samples_.front();
  const Time passed = now - first.at;
  if (passed <= Time{0} || written_ == first.written) return std::nullopt;
  return static_cast<double>(written_ - first.written) / seconds(passed);
}

std::string Progress::pace(Time now) const {
  if (written_ == total_) return "";
  if (now - last_ >= kSilent) return format("  stalled %.0f s", seconds(now - last_));
  const auto bytes_a_second = rate(now);
  if (!bytes_a_second) return "";
  std::string text = "  " + size_text(*bytes_a_second) + "/s";
  if (now - begun_ < kTooEarly) return text;
  return text + "  " +
         duration(static_cast<double>(total_ - written_) / *bytes_a_second) + " left";
}

std::string Progress::line(Time now, int columns) const {
  const int percent = total_ == 0
                          ? 100
                          : static_cast<int>(100.0 * static_cast<double>(written_) /
                                             static_cast<double>(total_));
  const std::string rest = format("  %3d %% [", percent) + bar() + "] " +
                           size_text(static_cast<double>(written_)) + " of " +
                           size_text(static_cast<double>(total_)) + pace(now);
  const int left = std::max(columns - static_cast<int>(rest.size()), kName);
  return cut_to(cut_to(printable(name_), left) + rest, columns);
}

}  // namespace service
