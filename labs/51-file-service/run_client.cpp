#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <random>

#include "pins.hpp"
#include "shell.hpp"

namespace files {
namespace {

using service::Refusal;

constexpr int kTries = 5;

std::string read_password(const Options& options) {
  std::string password;
  if (options.password_file.empty()) {
    password = getpass("password: ");
  } else {
    std::ifstream in(options.password_file);
    std::getline(in, password);
  }
  return password;
}

bool trusts(const Options& options, const std::string& fingerprint) {
  if (!options.pin.empty()) return options.pin == fingerprint;
  const Pins pins(options.known_servers.empty() ? Pins::usual_file()
                                                : options.known_servers);
  const std::string place = options.host + ":" + options.port;
  const auto known = pins.find(place);
  if (known && *known != fingerprint) {
    std::fprintf(stderr, "%s was %s,\nand is   %s now\n", place.c_str(), known->c_str(),
                 fingerprint.c_str());
  }
  if (known) return *known == fingerprint;
  std::fprintf(stderr, "%s is %s\nIs that what the server says of itself? (yes) ",
               place.c_str(), fingerprint.c_str());
  std::string answer;
  if (!std::getline(std::cin, answer) || answer != "yes") return false;
  pins.add(place, fingerprint);
  return true;
}

void run_once(uv_loop_t* loop, SSL_CTX* context, const Options& options,
              const std::string& password) {
  const auto client =
      Client::connect(loop, context, options.host, options.port,
                      [&](const std::string& seen) { return trusts(options, seen); });
  try {
    client->log_in(options.user, password);
    options.words.empty() ? run_lines(*client, options.replace)
                          : run_command(*client, options.words, options.replace);
    client->bye();
  } catch (...) {
    client->close();
    throw;
  }
}

// Half a second, doubled with each try, and up to half of it more or less.
void wait_before(uv_loop_t* loop, int try_number) {
  std::random_device random;
  const auto most = std::uint64_t{500} << (try_number - 1);
  uv_timer_t timer;
  uv_timer_init(loop, &timer);
  uv_timer_start(
      &timer,
      [](uv_timer_t* done) { uv_close(reinterpret_cast<uv_handle_t*>(done), nullptr); },
      most / 2 + random() % most, 0);
  uv_run(loop, UV_RUN_DEFAULT);
}

bool is_worth_another(const std::exception& error) {
  const auto* refusal = dynamic_cast<const Refusal*>(&error);
  if (refusal != nullptr)
    return refusal->code() == "busy" || refusal->code() == "stalled";
  return dynamic_cast<const Lost*>(&error) != nullptr;
}

}  // namespace

int run_client(const Options& options) {
  uv_loop_t loop;
  uv_loop_init(&loop);
  const service::SslContext context =
      options.plain ? nullptr : service::client_context();
  const std::string password = read_password(options);
  for (int i = 1;; ++i) {
    try {
      run_once(&loop, context.get(), options, password);
      uv_loop_close(&loop);
      return 0;
    } catch (const WrongUsage&) {
      throw;
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
      if (i == kTries || !is_worth_another(error)) return 1;
    }
    wait_before(&loop, i);
  }
}

}  // namespace files
