#include "spawn.hpp"

#include <unistd.h>

#include "launch.hpp"
#include "service/message.hpp"

namespace commands {
namespace {

std::vector<std::string> words_of(const Order& order) {
  std::vector<std::string> words{"launcher", kLaunch, std::to_string(getpid()),
                                 order.apart ? "apart" : "together"};
  words.insert(words.end(), order.argv.begin(), order.argv.end());
  return words;
}

// All that it knows of the server's own.
std::vector<std::string> environment_of(const Order& order) {
  return {"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8",
          "HOME=" + order.home.string(), "USER=" + order.user};
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

uv_stdio_container_t container(int fd) {
  uv_stdio_container_t container{};
  container.flags = fd < 0 ? UV_IGNORE : UV_INHERIT_FD;
  container.data.fd = fd;
  return container;
}

}  // namespace

FarEnds::~FarEnds() {
  for (const int fd : fds) {
    if (fd >= 0) close(fd);
  }
}

Handle<uv_process_t> spawn(uv_loop_t* loop, const Order& order, const FarEnds& ends,
                           void* data, uv_exit_cb exit) {
  std::vector<std::string> words = words_of(order);
  std::vector<std::string> environment = environment_of(order);
  const std::vector<char*> argv = pointers(words);
  const std::vector<char*> env = pointers(environment);
  std::array<uv_stdio_container_t, 4> stdio{};
  for (std::size_t i = 0; i < stdio.size(); ++i) stdio[i] = container(ends.fds[i]);
  const std::string home = order.home.string();
  uv_process_options_t options{};
  options.exit_cb = exit;
  options.file = "/proc/self/exe";
  options.args = const_cast<char**>(argv.data());
  options.env = const_cast<char**>(env.data());
  options.cwd = home.c_str();
  options.flags = UV_PROCESS_DETACHED;
  options.stdio_count = stdio.size();
  options.stdio = stdio.data();
  auto* process = new uv_process_t{};
  const int failed = uv_spawn(loop, process, &options);
  Handle<uv_process_t> handle(process);  // libuv knows it, even if that failed
  handle->data = data;
  if (failed != 0) {
    throw service::Refusal(
        "busy", std::string("a command does not start: ") + uv_strerror(failed), 1);
  }
  return handle;
}

}  // namespace commands
