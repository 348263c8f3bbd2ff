#include "script.hpp"

#include <array>
#include <string>

#include "client.hpp"
#include "server.hpp"
#include "words.hpp"

namespace commands {
namespace {

constexpr std::array kTyped = {
    "echo hello",
    "head -c 1042 /dev/zero",
    " ",
    "uname",
    "dd if=/dev/zero of=/dev/stderr bs=70000 count=1 status=none",
    "echo bye"};
constexpr std::size_t kShort = 40;  // bytes

// A short text as it is, without the end of its line; else how long it is.
std::string told(std::string printed) {
  if (printed.size() > kShort) return std::to_string(printed.size()) + " bytes";
  if (printed.ends_with('\n')) printed.pop_back();
  return printed;
}

void converse(service::Caller& caller, const std::filesystem::path&) {
  auto& client = static_cast<Client&>(caller);
  for (const char* line : kTyped) {
    const auto argv = words_of(line);
    if (argv.empty()) continue;
    std::string printed;
    client.run({{"argv", argv}},
               [&](Stream, std::string_view bytes) { printed += bytes; });
    service::got_message(told(printed));
  }
}

}  // namespace

service::Play script() {
  return {.fill = [](const std::filesystem::path&) {},
          .server =
              [](uv_loop_t* loop, const service::DoorOptions& options) {
                return std::make_unique<Server>(
                    loop, options, Allowed({"echo", "head", "uname", "dd"}));
              },
          .client = [](uv_loop_t* loop) { return std::make_shared<Client>(loop); },
          .converse = converse};
}

}  // namespace commands
