#include "sweeper.hpp"

#include <doctest/doctest.h>

#include "../capstone/folder_by_hand.hpp"
#include "user.hpp"

using namespace files;
using service::Millis;
namespace fs = std::filesystem;

namespace {

struct Root {
  Folder folder;
  fs::path parts = folder.path() / "eva/parts";
  Sweeper sweeper;

  Root() {
    fs::create_directories(parts);
    write_file(parts / "part", "begun");
    write_file(folder.path() / "users", "");
  }
  std::size_t old(Millis now) { return sweeper.old(folder.path(), now).size(); }
};

}  // namespace

TEST_CASE("a part goes after a day in which nobody has written it") {
  Root root;
  CHECK(root.old(Millis{5}) == 0);
  CHECK(root.old(Millis{5} + Sweeper::kKept) == 0);
  CHECK(root.old(Millis{6} + Sweeper::kKept) == 1);
}

TEST_CASE("a part that is written begins anew") {
  Root root;
  root.old(Millis{0});
  fs::last_write_time(root.parts / "part",
                      fs::file_time_type::clock::now() + std::chrono::hours{1});
  CHECK(root.old(Sweeper::kKept) == 0);
  CHECK(root.old(Sweeper::kKept + Millis{1}) == 0);
  CHECK(root.old(2 * Sweeper::kKept + Millis{1}) == 1);
}

TEST_CASE("a date that jumps makes no part old") {
  Root root;
  fs::last_write_time(root.parts / "part",
                      fs::file_time_type::clock::now() - std::chrono::hours{24 * 365});
  CHECK(root.old(Millis{0}) == 0);
  CHECK(root.old(Sweeper::kKept) == 0);
}

TEST_CASE("what is swept counts no longer, and what somebody has taken stays") {
  const Root root;
  User user(root.folder.path(), "eva", 1'000'000);
  CHECK(user.quota()->used() == kPage);
  user.take_part("part");
  user.sweep_part("part");
  CHECK(fs::exists(root.parts / "part"));
  user.leave_part("part");
  CHECK(user.quota()->used() == kPage);
  user.sweep_part("part");
  CHECK(!fs::exists(root.parts / "part"));
  CHECK(user.quota()->used() == 0);
}
