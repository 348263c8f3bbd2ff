#include "runner.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <iostream>

#include "words.hpp"

namespace commands {
namespace {

using service::Json;

// A terminal, a pipe or a file: whoever reads this decides how fast the client is.
void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      throw std::runtime_error(std::string("output: ") + std::strerror(errno));
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void show(Stream stream, std::string_view bytes) {
  write_all(stream == Stream::output ? STDOUT_FILENO : STDERR_FILENO, bytes);
}

// The command is asked to end, instead of the client, while one runs.
class OnInterrupt {
 public:
  OnInterrupt(uv_loop_t* loop, Client& client) : signal_(new uv_signal_t) {
    uv_signal_init(loop, signal_.get());
    signal_->data = &client;
    uv_signal_start_oneshot(
        signal_.get(),
        [](uv_signal_t* got, int) { static_cast<Client*>(got->data)->kill(); }, SIGINT);
    uv_unref(reinterpret_cast<uv_handle_t*>(signal_.get()));
  }

 private:
  Handle<uv_signal_t> signal_;
};

void explain(const Json& ended) {
  if (ended.value("truncated", false)) {
    std::fputs("its output was cut: there was too much of it\n", stderr);
  }
  if (ended.value("late", false)) {
    std::fputs("it was ended: it took too long\n", stderr);
  }
}

// A command is never run twice for a connection that is lost: it may have run already.
int run(service::Caller& caller, uv_loop_t* loop, const Json& order, bool input) {
  auto& client = static_cast<Client&>(caller);
  const OnInterrupt interrupt(loop, client);
  try {
    const Json ended =
        client.run(order, show, input ? std::optional(STDIN_FILENO) : std::nullopt);
    explain(ended);
    return status_of(ended);
  } catch (const service::Lost& lost) {
    throw std::runtime_error(std::string(lost.what()) +
                             "; the command may have run, or not");
  }
}

int run_line(service::Caller& client, uv_loop_t* loop, const std::string& line) {
  try {
    if (client.welcome().value("shell", false)) {
      return run(client, loop, {{"line", line}}, false);
    }
    return run(client, loop, {{"argv", words_of(line)}}, false);
  } catch (const Unclosed& unclosed) {
    std::fprintf(stderr, "%s\n", unclosed.what());
  } catch (const service::Refusal& refusal) {
    if (refusal.code() == "protocol") throw;
    std::fprintf(stderr, "%s\n", refusal.what());
  }
  return kOwnFailure;
}

int run_lines(service::Caller& client, uv_loop_t* loop) {
  int status = 0;
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "quit") break;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    status = run_line(client, loop, line);
  }
  return status;
}

}  // namespace

int status_of(const Json& ended) {
  if (ended.contains("signal")) return 128 + ended.value("signal", 0);
  return ended.value("exit", kOwnFailure);
}

int run_client(const service::VisitOptions& options, const Wanted& wanted) {
  service::Visit visit(options);
  return visit.run(
      [&] { return std::make_shared<Client>(visit.loop()); },
      [&](service::Caller& client) {
        if (wanted.argv.empty()) return run_lines(client, visit.loop());
        return run(client, visit.loop(), {{"argv", wanted.argv}}, wanted.input);
      },
      kOwnFailure);
}

}  // namespace commands
