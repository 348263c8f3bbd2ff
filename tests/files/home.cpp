#include "home.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <atomic>
#include <thread>

#include "../capstone/folder_by_hand.hpp"

using namespace files;
namespace fs = std::filesystem;

namespace {

// A home, and beside it what nobody may read or change.
struct Place {
  Folder folder;
  fs::path home = folder.path() / "home";
  fs::path canary = folder.path() / "canary";

  Place() {
    fs::create_directories(home / "inside/deep");
    fs::create_directory(canary);
    write_file(canary / "file", "canary");
    write_file(home / "inside/file", "inside");
    fs::create_directory_symlink(canary, home / "link");
    fs::create_directory_symlink("../../canary", home / "inside/up");
    fs::create_symlink(canary / "file", home / "absolute");
    fs::create_symlink("loop", home / "loop");
    fs::create_directory_symlink("/proc/self/root", home / "process");
    fs::create_directory_symlink("inside", home / "inner");
    REQUIRE(mkfifo((home / "fifo").c_str(), 0600) == 0);
  }
  bool is_untouched() const {
    return text_of_file(canary / "file") == "canary" &&
           std::distance(fs::directory_iterator(canary), {}) == 1;
  }
};

std::string text_of(const Fd& file) {
  std::string text(16, '\0');
  text.resize(static_cast<std::size_t>(check(static_cast<int>(read(file.get(), text.data(), 16)))));
  return text;
}

template <class Act>
std::string code_of(const Act& act) {
  try {
    act();
  } catch (const service::Refusal& refusal) {
    return refusal.code();
  }
  return "";
}

void try_all(const Home& home, const Path& path) {
  code_of([&] { home.list(path); });
  code_of([&] { home.make_folder(path); });
  code_of([&] { home.rename(path, {"moved"}); });
  code_of([&] { home.rename({"moved"}, path); });
  code_of([&] { home.remove(path); });
}

template <class Act>
void with_both(const Act& act) {
  for (const OpenBelow open : {open_by_kernel, open_by_steps}) {
    CAPTURE(open == open_by_steps);
    act(open);
  }
}

}  // namespace

TEST_CASE("this kernel's own way is taken") {
  const Place place;
  const Fd folder(check(open(place.home.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)));
  const bool has{Fd(open_by_kernel(folder.get(), ".", O_PATH))};
  const OpenBelow taken = opener_for(folder.get());
  CHECK((taken == open_by_kernel) == has);
}

TEST_CASE("both ways refuse alike what leads out, and open alike what does not") {
  with_both([](OpenBelow open) {
    const Place place;
    const Home home(place.home, open);
    const auto file = [&](const Path& path) { return code_of([&] { home.open_file(path); }); };
    CHECK(text_of(home.open_file({"inside", "file"})) == "inside");
    CHECK(home.list({}).size() == 1);
    CHECK(home.list({"inside", "deep"}).empty());
    for (const char* link : {"link", "absolute", "loop", "process", "inner"}) {
      CAPTURE(link);
      CHECK(file({link}) == "outside");
      CHECK(file({link, "file"}) == "outside");
      CHECK(code_of([&] { home.open_folder({link}); }) == "outside");
    }
    CHECK(file({"inside", "up", "file"}) == "outside");
    CHECK(file({".."}) == "outside");
    CHECK(file({"inside", "..", "..", "canary", "file"}) == "outside");
    CHECK(file({"fifo"}) == "not-a-file");
    CHECK(file({"inside"}) == "not-a-file");
    CHECK(file({"inside", "file", "x"}) == "not-a-file");
    CHECK(file({"missing", "x"}) == "missing");
    CHECK(file({std::string(256, 'n')}) == "name");
    CHECK(place.is_untouched());
  });
}

TEST_CASE("both ways stop at a mount point") {
  for (const OpenBelow open : {open_by_kernel, open_by_steps}) {
    const Fd root(check(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC)));
    CHECK(open(root.get(), "proc/self", O_PATH) == -1);
    CHECK(errno == EXDEV);
  }
}

// The directory and the link change places 20,000 times.
TEST_CASE("a link that is put in the place of a directory meanwhile leads nowhere") {
  with_both([](OpenBelow open) {
    const Place place;
    const Home home(place.home, open);
    std::atomic<bool> is_over = false;
    std::thread swapper([&] {
      const Fd folder(::open(place.home.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
      for (int i = 0; i < 20'000; ++i) {
        renameat2(folder.get(), "inside", folder.get(), "link", RENAME_EXCHANGE);
      }
      is_over = true;
    });
    while (!is_over) {
      std::string text;
      code_of([&] { text = text_of(home.open_file({"inside", "file"})); });
      if (!text.empty() && text != "inside") FAIL_CHECK("it read " << text);
      try_all(home, {"inside", "new"});
    }
    swapper.join();
    CHECK(place.is_untouched());
  });
}
