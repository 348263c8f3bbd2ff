#include "service/play.hpp"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>

#include "service/loop.hpp"

namespace service {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPassword = "of a guest";

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "capstone-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
      throw std::runtime_error("no temporary folder");
    }
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

// The server of one run, and all that it needs.
struct Served {
  Served(const Play& play, const Place& place) {
    Accounts(root.path() / "users").set(kGuest, kPassword, kQuota);
    play.fill(root.path());
    door = play.server(loop.get(), {.host = place.host,
                                    .port = place.port,
                                    .root = root.path(),
                                    .plain = is_plain(),
                                    .once = true});
  }

  Folder root;
  Loop loop;
  std::unique_ptr<Door> door;
};

void converse(const Play& play, const Place& place, Caller& client, SSL_CTX* context) {
  const Folder folder;
  // The server was made for this conversation: whoever it is, it is the right one.
  client.connect(context, place.host, place.port,
                 [](const std::string&) { return true; });
  client.log_in(kGuest, kPassword);
  play.converse(client, folder.path());
  client.bye();
}

}  // namespace

int play_receiver(const Play& play, const Place& place) {
  Served(play, place).door->run();
  return 0;
}

int play_sender(const Play& play, const Place& place) {
  Loop loop;
  const SslContext context = is_plain() ? nullptr : client_context();
  const auto client = play.client(loop.get());
  try {
    converse(play, place, *client, context.get());
  } catch (...) {
    client->close();
    throw;
  }
  return 0;
}

namespace {

// Nothing leaves it: what is to be cleaned up is the parent's.
int play_as_child(const Play& play, const Place& place) {
  try {
    return play_sender(play, place);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}

}  // namespace

int play_both(const Play& play) {
  const Served served(play, {});
  const Place place{.port = served.door->port()};
  const pid_t client = fork();
  if (client < 0) throw std::runtime_error("fork failed");
  if (client == 0) _exit(play_as_child(play, place));
  served.door->run();
  int status = 0;
  waitpid(client, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

void got_message(const std::string& text) {
  std::printf("message: %s\n", text.c_str());
  std::fflush(stdout);
}

}  // namespace service
