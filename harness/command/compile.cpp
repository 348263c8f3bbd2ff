#include "command/compile.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/sendfile.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "catalog/catalog.hpp"
#include "command/children.hpp"
#include "stage/process/run_folder.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

std::vector<std::string> compilers() {
  if (const char* chosen = std::getenv("CXX"); chosen != nullptr && *chosen != '\0')
    return {chosen};
  return {"g++", "clang++"};
}

/// The kit's headers and library, and libuv if the lab names it: for others it need not be here.
/// The compiler says the first error only: what follows from it would hide it.
std::vector<std::string> command_of(const std::string& compiler, const fs::path& source,
                                    const fs::path& root, const Lab& lab, const fs::path& program) {
  const std::string kit = "-I" + (root / "share/stickylab/labs/kit").string();
  std::vector<std::string> words = {compiler,  "-std=c++20",     "-Wall",
                                    "-Wextra", "-Wfatal-errors", "-s"};
  words.insert(words.end(), {"-static-libstdc++", "-static-libgcc", kit, "-I" + lab.folder.string(),
                             source.string(), "-o", program.string()});
  words.push_back((root / "lib/stickylab/libkit.a").string());
  const auto& names = lab.includes;
  if (std::find(names.begin(), names.end(), "uv.h") != names.end()) words.emplace_back("-luv");
  return words;
}

void compile(const fs::path& source, const fs::path& root, const Lab& lab, const fs::path& program,
             Children& children) {
  for (const std::string& compiler : compilers()) {
    const int status = children.run(command_of(compiler, source, root, lab, program),
                                    {.temporary = program.parent_path()});
    if (status == 0) return;
    if (status != Children::kNotThere)
      throw InputError(
          {"{} does not compile; see the messages above", "{} 编译不通过；原因见上面编译器的输出"},
          source.string());
  }
  throw InputError({"there is no C++ compiler; install g++, or name one in CXX",
                    "没有 C++ 编译器；请安装 g++，或者用环境变量 CXX 指定一个"});
}

Fd into_memory(const fs::path& file) {
  const Fd from(must(open(file.c_str(), O_RDONLY | O_CLOEXEC), "open " + file.string()));
  Fd memory(must(memfd_create("stickylab-program", MFD_CLOEXEC), "memfd_create"));
  for (ssize_t sent = 1; sent > 0;)
    sent = must(sendfile(memory.get(), from.get(), nullptr, 1 << 24), "copy the program");
  return memory;
}

}  // namespace

void must_be_cpp(const fs::path& source) {
  const std::string name = source.string();
  if (fs::is_directory(source))
    throw InputError(
        {"{}: a folder; name a C++ file in it, or give the command that runs it: --receiver "
         "'COMMAND'",
         "{}：这是目录；请给出其中的 C++ 文件，或者给出运行它的命令：--receiver 'COMMAND'"},
        name);
  const std::string ending = source.extension().string();
  constexpr std::array<std::string_view, 7> kEndings = {".cpp", ".cc", ".cxx", ".c++",
                                                        ".cp",  ".C",  ".c"};
  if (std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end()) return;
  constexpr std::array<std::array<std::string_view, 2>, 7> kRunBy = {{{".py", "python3"},
                                                                      {".js", "node"},
                                                                      {".mjs", "node"},
                                                                      {".pl", "perl"},
                                                                      {".rb", "ruby"},
                                                                      {".go", "go run"},
                                                                      {".sh", "sh"}}};
  const auto* run_by = std::find_if(kRunBy.begin(), kRunBy.end(),
                                    [&](const auto& pair) { return pair[0] == ending; });
  throw InputError({"{}: not a C++ file (.cpp); give the command that runs it: --receiver '{}'",
                    "{}：不是 C++ 文件（.cpp）；请给出运行它的命令：--receiver '{}'"},
                   name,
                   run_by == kRunBy.end() ? "COMMAND" : fmt::format("{} {}", (*run_by)[1], name));
}

Compiled::Compiled(const fs::path& source, const fs::path& prefix_root, const Lab& lab) {
  if (!fs::exists(source))
    throw InputError(
        {"{}: no such file; name a C++ file, or --sender and --receiver",
         "{}：没有这个文件；请给出一个 C++ 文件，或者用 --sender、--receiver 给出命令"},
        source.string());
  Children children;  // outlives the folder
  {
    const RunFolder folder;
    compile(source, prefix_root, lab, folder.path() / "program", children);
    memory_ = into_memory(folder.path() / "program");
  }
  children.check();
}

// Its own descriptor, which a child has from us: out of a user namespace of its own, an ordinary
// user's program may not look into ours (ptrace(2), access mode checking).
std::string Compiled::path() const { return fmt::format("/proc/self/fd/{}", memory_.get()); }

}  // namespace stickylab
