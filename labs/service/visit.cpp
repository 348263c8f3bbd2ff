#include "service/visit.hpp"

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <random>

#include "service/pins.hpp"

namespace service {
namespace {

constexpr int kTries = 5;

std::string read_password(const VisitOptions& options) {
  if (options.password_file.empty()) {
    const char* typed = getpass("password: ");
    if (typed == nullptr) throw WrongUsage("no terminal to ask for the password");
    return typed;
  }
  std::ifstream in(options.password_file);
  std::string password;
  if (!std::getline(in, password)) {
    throw WrongUsage("no password in " + options.password_file.string());
  }
  return password;
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
  if (refusal != nullptr) {
    return refusal->code() == "busy" || refusal->code() == "stalled";
  }
  return dynamic_cast<const Lost*>(&error) != nullptr;
}

// The work is done, even if the server does not hear the last word: it must not be done
// again for that.
void part(Caller& caller) {
  try {
    caller.bye();
  } catch (const Lost&) {
    caller.close();
  }
}

}  // namespace

Visit::Visit(VisitOptions options)
    : options_(std::move(options)),
      context_(options_.plain ? nullptr : client_context()),
      password_(read_password(options_)) {}

bool Visit::trusts(const std::string& fingerprint) const {
  if (!options_.pin.empty()) return options_.pin == fingerprint;
  const Pins pins(options_.known_servers.empty() ? Pins::usual_file()
                                                 : options_.known_servers);
  const std::string place = options_.host + ":" + std::to_string(options_.port);
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

int Visit::run_once(Caller& caller, const Work& work) {
  try {
    caller.connect(context_.get(), options_.host, options_.port,
                   [this](const std::string& seen) { return trusts(seen); });
    caller.log_in(options_.user, password_);
    const int status = work(caller);
    part(caller);
    return status;
  } catch (...) {
    caller.close();
    throw;
  }
}

int Visit::run(const Make& make, const Work& work, int failed) {
  for (int i = 1;; ++i) {
    try {
      return run_once(*make(), work);
    } catch (const WrongUsage&) {
      throw;
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
      if (i == kTries || !is_worth_another(error)) return failed;
    }
    wait_before(loop_.get(), i);
  }
}

}  // namespace service
