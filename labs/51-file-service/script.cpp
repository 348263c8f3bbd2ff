#include "script.hpp"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "client.hpp"
#include "server.hpp"

namespace files {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUser = "guest";
constexpr const char* kPassword = "movies";
constexpr std::size_t kMovie = 10'000;  // bytes

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "file-service-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~Folder() {
    fs::remove_all(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const {
    return path_;
  }

 private:
  fs::path path_;
};

// There is no TLS if the harness replays a stream: what is sealed cannot be
// replayed.
bool is_plain() {
  const char* gates = std::getenv("STICKYLAB_GATES");
  return gates != nullptr && std::string(gates) == "off";
}

void fill(const fs::path& root) {
  service::Accounts(root / "users").set(kUser, kPassword, service::kQuota);
  const fs::path home = root / kUser / "home";
  fs::create_directories(home);
  for (const char* movie : {"movie-1", "movie-2"}) {
    std::ofstream(home / movie) << std::string(kMovie, 'm');
  }
}

struct Loop {
  Loop() {
    uv_loop_init(&loop);
  }
  ~Loop() {
    uv_loop_close(&loop);
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  uv_loop_t loop{};
};

ServerOptions options_for(const std::string& host, int port, const fs::path& root) {
  return {.host = host, .port = port, .root = root, .plain = is_plain(), .once = true};
}

void got_message(const std::string& text) {
  std::printf("message: %s\n", text.c_str());
  std::fflush(stdout);
}

void converse(Client& client, const fs::path& folder) {
  client.log_in(kUser, kPassword);
  std::string list = "list:";
  const service::Json listed = client.call("list", {{"path", "."}});
  for (const service::Json& entry : listed["entries"]) {
    list += " " + entry.value("name", "");
  }
  got_message(list);
  const fs::path movie = folder / "movie-1";
  client.get("movie-1", movie, false,
             [](std::uint64_t, std::uint64_t, std::uint64_t) {});
  got_message("movie-1: " + std::to_string(fs::file_size(movie)) + " bytes");
  client.bye();
}

}  // namespace

int play_receiver(const std::string& host, const std::string& port) {
  const Folder root;
  fill(root.path());
  Loop loop;
  Server(&loop.loop, options_for(host, std::stoi(port), root.path())).run();
  return 0;
}

int play_sender(const std::string& host, const std::string& port) {
  const Folder folder;
  Loop loop;
  const service::SslContext context = is_plain() ? nullptr : service::client_context();
  const auto client =
      Client::connect(&loop.loop, context.get(), host, port, [](const std::string&) {
        return true;  // a server that was made for this conversation
      });
  try {
    converse(*client, folder.path());
  } catch (...) {
    client->close();
    throw;
  }
  return 0;
}

int play_both() {
  const Folder root;
  fill(root.path());
  Loop loop;
  Server server(&loop.loop, options_for("127.0.0.1", 0, root.path()));
  const pid_t client = fork();
  if (client < 0) throw std::runtime_error("fork failed");
  if (client == 0) _exit(play_sender("127.0.0.1", std::to_string(server.port())));
  server.run();
  int status = 0;
  waitpid(client, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace files
