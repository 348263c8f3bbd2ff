#include "script.hpp"

#include <fstream>

#include "client.hpp"
#include "server.hpp"

namespace files {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMovie = 10'000;  // bytes

void fill(const fs::path& root) {
  const fs::path home = root / service::kGuest / "home";
  fs::create_directories(home);
  for (const char* movie : {"movie-1", "movie-2"}) {
    std::ofstream(home / movie) << std::string(kMovie, 'm');
    fs::last_write_time(home / movie,
                        fs::file_time_type());  // replies are the same each time
  }
}

void converse(service::Caller& caller, const fs::path& folder) {
  auto& client = static_cast<Client&>(caller);
  std::string list = "list:";
  const service::Json listed = client.call("list", {{"path", "."}});
  for (const service::Json& entry : listed["entries"]) {
    list += " " + entry.value("name", "");
  }
  service::got_message(list);
  const fs::path movie = folder / "movie-1";
  Shown nobody;
  client.get("movie-1", movie, false, nobody);
  service::got_message("movie-1: " + std::to_string(fs::file_size(movie)) + " bytes");
}

}  // namespace

service::Play script() {
  return {.fill = fill,
          .server =
              [](uv_loop_t* loop, const service::DoorOptions& options) {
                return std::make_unique<Server>(loop, options);
              },
          .client = [](uv_loop_t* loop) { return std::make_shared<Client>(loop); },
          .converse = converse};
}

}  // namespace files
