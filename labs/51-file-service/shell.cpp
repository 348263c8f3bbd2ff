#include "shell.hpp"

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <sstream>

#include "service/names.hpp"
#include "shown.hpp"

namespace files {
namespace {

using service::Json;
using service::Refusal;
using service::WrongUsage;

std::string word(const Words& words, std::size_t i, const char* otherwise = nullptr) {
  if (i < words.size()) return words[i];
  if (otherwise == nullptr) throw WrongUsage(words.front() + " needs another word");
  return otherwise;
}

std::string name_of(const std::string& path) {
  const service::Resolved resolved = service::resolve({}, path);
  if (resolved.error != service::Resolved::Error::none || resolved.path.empty()) {
    throw WrongUsage(path + " is no path of a file");
  }
  return resolved.path.back();
}

// Names that a server sends are checked as those that a client sends.
void print_entry(const Json& entry) {
  const std::string name = entry.value("name", "");
  if (!service::is_name(name)) throw Refusal("name", "the server sent what is no name");
  const bool is_folder = entry.value("kind", "") == "directory";
  std::printf("%12s  %s%s\n",
              is_folder ? "-" : std::to_string(entry.value("size", 0ULL)).c_str(),
              service::printable(name).c_str(), is_folder ? "/" : "");
}

void list(Client& client, const std::string& path) {
  std::string after;
  while (true) {
    const Json page = client.call("list", {{"path", path}, {"after", after}});
    for (const Json& entry : page["entries"]) {
      print_entry(entry);
      after = entry.value("name", "");
    }
    if (!page.value("more", false)) return;
  }
}

void print_usage(Client& client) {
  const Json usage = client.call("usage");
  for (const char* key : {"used", "reserved", "free", "quota"}) {
    std::printf("%-8s %12llu\n", key, usage.value(key, 0ULL));
  }
}

void get(Client& client, const Words& words, bool replace) {
  const std::string name = name_of(words.at(1));
  const std::string local = word(words, 2, name.c_str());
  Bar bar(name);
  const std::string sha256 = client.get(words[1], local, replace, bar);
  bar.end();
  std::printf("%s  %s\n", sha256.c_str(), service::printable(local).c_str());
}

void put(Client& client, const Words& words, bool replace) {
  const std::string name = std::filesystem::path(words.at(1)).filename().string();
  const std::string path = word(words, 2, name.c_str());
  Bar bar(name);
  const std::string sha256 = client.put(words[1], path, replace, bar);
  bar.end();
  std::printf("%s  %s\n", sha256.c_str(), service::printable(path).c_str());
}

// False: that is no command.
bool change(Client& client, const Words& words) {
  const std::string& what = words.front();
  if (what == "mkdir") client.call("mkdir", {{"path", word(words, 1)}});
  if (what == "rm") client.call("remove", {{"path", word(words, 1)}});
  if (what == "mv")
    client.call("rename", {{"path", word(words, 1)}, {"to", word(words, 2)}});
  if (what == "cd") client.call("cd", {{"path", word(words, 1, "/")}});
  return what == "mkdir" || what == "rm" || what == "mv" || what == "cd";
}

}  // namespace

void run_command(Client& client, const Words& words, bool replace) {
  const std::string& what = words.front();
  if (what == "ls") return list(client, word(words, 1, "."));
  if (what == "df") return print_usage(client);
  if (what == "pwd") {
    std::puts(service::printable(client.call("pwd").value("cwd", "")).c_str());
  } else if (what == "get" || what == "put") {
    word(words, 1);
    what == "get" ? get(client, words, replace) : put(client, words, replace);
  } else if (!change(client, words)) {
    throw WrongUsage("there is no command " + what);
  }
}

void run_lines(Client& client, bool replace) {
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream in(line);
    const Words words{std::istream_iterator<std::string>(in), {}};
    if (words.empty()) continue;
    if (words.front() == "quit") break;
    try {
      run_command(client, words, replace);
    } catch (const service::Lost&) {
      throw;
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s: %s\n", words.front().c_str(), error.what());
    }
  }
}

int run_client(const service::VisitOptions& options, const Words& words, bool replace) {
  service::Visit visit(options);
  return visit.run([&] { return std::make_shared<Client>(visit.loop()); },
                   [&](service::Caller& caller) {
                     auto& client = static_cast<Client&>(caller);
                     words.empty() ? run_lines(client, replace)
                                   : run_command(client, words, replace);
                     return 0;
                   });
}

}  // namespace files
