// Names and paths that a peer sent: what is no name is refused before a file is
// touched. Pure: it asks no file system.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace service {

constexpr std::size_t kLongestName = 255;  // bytes: NAME_MAX of Linux
constexpr std::size_t kLongestPath = 1024;

// The names on the way from the home down; empty: the home itself.
using Path = std::vector<std::string>;

// One name: valid UTF-8 without control characters and `/`, neither `.` nor `..`.
bool is_name(std::string_view text);

struct Resolved {
  enum class Error : char { none, bad_name, outside } error{};
  Path path;
};

// Follows `text` from `from`; from the home if it begins with `/`. To lead above the
// home is an error, even if it comes back.
Resolved resolve(const Path& from, std::string_view text);

// "/lectures/1.mp4"; of the home "/".
std::string text_of(const Path& path);

// `text` as a terminal may show it: control characters and bytes that are no UTF-8 as
// \xNN, a backslash as \\.
std::string printable(std::string_view text);

}  // namespace service
