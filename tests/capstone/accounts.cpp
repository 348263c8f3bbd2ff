#include "service/accounts.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "folder_by_hand.hpp"

using namespace service;

TEST_CASE("an account is there again when the file is read again") {
  const Folder folder;
  const auto file = folder.path() / "users";
  Accounts(file).set("eva", "secret", 5'000);
  Accounts again(file);
  again.set("李雷", "password", kQuota);
  const Accounts both(file);
  REQUIRE(both.find("eva"));
  CHECK(both.find("eva")->quota == 5'000);
  CHECK(is_password(both.find("eva")->hash, "secret"));
  CHECK(!is_password(both.find("eva")->hash, "Secret"));
  CHECK(!is_password(both.find("eva")->hash, ""));
  CHECK(is_password(both.find("李雷")->hash, "password"));
  CHECK(!both.find("adam"));
}

TEST_CASE("the file holds no password, and nobody else can read it") {
  const Folder folder;
  const auto file = folder.path() / "users";
  Accounts accounts(file);
  accounts.set("eva", "secret", 1);
  accounts.set("adam", "secret", 1);
  CHECK(text_of_file(file).find("secret") == std::string::npos);
  CHECK(text_of_file(file).find("$argon2id$v=19$m=19456,t=2,p=1$") != std::string::npos);
  CHECK(accounts.find("eva")->hash != accounts.find("adam")->hash);
  struct stat status {};
  REQUIRE(stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("nobody's password is none") {
  const Folder folder;
  const Accounts accounts(folder.path() / "users");
  CHECK(!is_password(accounts.nobody(), "secret"));
}

TEST_CASE("what is no line of the file is named") {
  const Folder folder;
  const auto file = folder.path() / "users";
  for (const char* line : {"eva", "eva hash", "eva hash many", "e/va hash 1"}) {
    write_file(file, line);
    CHECK_THROWS_WITH_AS(Accounts{file}, doctest::Contains("users:1"), std::runtime_error);
  }
}

TEST_CASE("a user's name is the name of a file, and has no blank") {
  for (const char* name : {"", ".", "..", "a/b", "a b", "a\nb"}) CHECK(!is_user(name));
  CHECK(!is_user(std::string(33, 'x')));
  CHECK(is_user("eva"));
}
