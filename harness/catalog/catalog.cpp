#include "catalog/catalog.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "base/nearest.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

bool is_lab_folder(const fs::path& path) {
  std::error_code error;
  const std::string name = path.filename().string();
  const auto digit = [&](std::size_t i) {
    return std::isdigit(static_cast<unsigned char>(name[i]));
  };
  return name.size() > 3 && digit(0) && digit(1) && name[2] == '-' && fs::is_directory(path, error);
}

/// The build tree has a link to the labs of its sources: if that is what fails, says to which place
/// it leads.
[[noreturn]] void refuse(const fs::path& labs, const std::error_code& why) {
  std::error_code no_link;
  const fs::path target = fs::read_symlink(labs, no_link);
  if (no_link)
    throw InputError({"labs not found in {}: {}; build or install stickylab again",
                      "在 {} 找不到实验（{}）；请重新构建或安装 stickylab"},
                     labs.string(), why.message());
  throw InputError({"labs not found: {} leads to {}: {}; a build tree needs its sources: build it "
                    "again where it "
                    "is now, or run the one that `make install` makes",
                    "找不到实验：{} 指向 {}（{}）；构建目录离不开源代码：请在现在的位置重新构建，"
                    "或者运行 `make install` 安装的程序"},
                   labs.string(), (labs.parent_path() / target).lexically_normal().string(),
                   why.message());
}

std::vector<fs::path> lab_folders(const fs::path& labs) {
  std::error_code error;
  const fs::path folder = fs::canonical(labs, error);
  std::vector<fs::path> folders;
  if (!error)
    for (const auto& entry : fs::directory_iterator(folder, error))
      if (is_lab_folder(entry.path())) folders.push_back(entry.path());
  if (error) refuse(labs, error);
  std::sort(folders.begin(), folders.end());
  const auto same_number = [](const fs::path& a, const fs::path& b) {
    return a.filename().string().substr(0, 2) == b.filename().string().substr(0, 2);
  };
  if (const auto twice = std::adjacent_find(folders.begin(), folders.end(), same_number);
      twice != folders.end())
    throw InputError(
        {"{} and {} have the same number; rename one", "{} 和 {} 编号相同；请给其中一个改名"},
        twice->string(), std::next(twice)->filename().string());
  return folders;
}

/// "1", "01", "two-writes-one-read" and "01-two-writes-one-read" all mean the same folder.
bool is_meant(const fs::path& folder, const std::string& wanted) {
  const std::string name = folder.filename().string();
  const std::string number = name.substr(0, 2);
  return wanted == name || wanted == number || wanted == name.substr(3) || "0" + wanted == number;
}

/// A folder whose name is nearly `wanted`, or has it in it; else nothing is known of what was
/// meant.
[[noreturn]] void refuse_lab(const std::vector<fs::path>& folders, const std::string& wanted) {
  std::vector<std::string> names;
  std::string meant;
  for (const fs::path& folder : folders) {
    const std::string name = folder.filename().string();
    names.push_back(name.substr(3));
    if (meant.empty() && wanted.size() > 2 && name.find(wanted) != std::string::npos) meant = name;
  }
  if (meant.empty()) meant = nearest(wanted, names).value_or("");
  if (meant.empty())
    throw InputError({"no lab \"{}\"; `stickylab list` shows what there is",
                      "没有实验“{}”；有哪些实验，见 `stickylab list`"},
                     wanted);
  throw InputError({"no lab \"{}\"; did you mean {}?", "没有实验“{}”；是不是 {}？"}, wanted, meant);
}

}  // namespace

std::string_view transport_name(Transport transport) {
  if (transport == Transport::local) return "unix";
  return transport == Transport::tcp ? "tcp" : "udp";
}

std::string program_name(const Lab& lab, Version version) {
  return fmt::format("{}-{}-{}", lab.number, lab.name, version_name(version));
}

fs::path own_path() {
  std::error_code error;
  fs::path path = fs::read_symlink("/proc/self/exe", error);
  if (error)
    throw InputError({"/proc cannot be read: {}; it says where stickylab is and what programs do: "
                      "mount it first "
                      "(mount -t proc proc /proc)",
                      "读不到 /proc（{}）；stickylab 靠它找到自己的文件、了解程序的状态：请先挂载"
                      "（mount -t proc proc /proc）"},
                     error.message());
  return path;
}

Prefix own_prefix() { return {own_path().parent_path().parent_path()}; }

std::vector<Lab> find_labs(const fs::path& labs, const std::vector<std::string>& wanted) {
  const std::vector<fs::path> folders = lab_folders(labs);
  std::set<fs::path> chosen;
  for (const std::string& one : wanted) {
    if (one == "all") chosen.insert(folders.begin(), folders.end());
    const auto found = std::find_if(folders.begin(), folders.end(),
                                    [&](const fs::path& folder) { return is_meant(folder, one); });
    if (found != folders.end()) {
      chosen.insert(*found);
    } else if (one != "all") {
      refuse_lab(folders, one);
    }
  }
  if (wanted.empty()) chosen.insert(folders.begin(), folders.end());
  std::vector<Lab> result;
  for (const fs::path& folder : chosen) result.push_back(read_lab(folder));
  std::ranges::stable_sort(result, {}, &Lab::part);
  return result;
}

}  // namespace stickylab
