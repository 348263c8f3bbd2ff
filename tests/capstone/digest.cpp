#include "service/digest.hpp"

#include <doctest/doctest.h>

using namespace service;

TEST_CASE("SHA-256 is what sha256sum prints, however the bytes come") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 pieces;
  for (const char* piece : {"a", "", "bc"}) pieces.add(piece);
  CHECK(pieces.digest() == sha256("abc"));
}

TEST_CASE("a digest goes on after it was asked, and a copy goes its own way") {
  Sha256 digest;
  digest.add("ab");
  CHECK(digest.digest() == sha256("ab"));
  Sha256 copy(digest);
  copy.add("x");
  digest.add("c");
  CHECK(digest.digest() == sha256("abc"));
  CHECK(copy.digest() == sha256("abx"));
}

TEST_CASE("a ladder has a rung every 16 MiB or 64th part, and one at its end") {
  constexpr std::uint64_t kMebi = 1 << 20;
  CHECK(rungs_of(0, 100).empty());
  CHECK(rungs_of(7, 100) == std::vector<std::uint64_t>{7});
  CHECK(rungs_of(16 * kMebi, 64 * kMebi) == std::vector{16 * kMebi});
  CHECK(rungs_of(40 * kMebi, 64 * kMebi) == std::vector{16 * kMebi, 32 * kMebi, 40 * kMebi});
  for (const std::uint64_t size : {1'000'000'000ull, 1ull << 40, (1ull << 53) - 1}) {
    CHECK(rungs_of(size, size).size() <= 65);
    CHECK(rungs_of(size, size).back() == size);
  }
}
