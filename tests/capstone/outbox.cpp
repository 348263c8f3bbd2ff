#include "service/outbox.hpp"

#include <doctest/doctest.h>

#include "service/deadlines.hpp"

using namespace service;

TEST_CASE("what cannot wait goes before the blocks that wait, and keeps its order") {
  Outbox outbox;
  CHECK(outbox.empty());
  CHECK(outbox.next().empty());
  outbox.add_block("block 1");
  outbox.add_block("block 2");
  outbox.add("one ");
  outbox.add("two");
  CHECK(outbox.blocks() == 14);
  CHECK(outbox.next() == "one two");
  CHECK(outbox.next() == "block 1");
  CHECK(outbox.blocks() == 7);
  outbox.add("three");
  CHECK(outbox.next() == "three");
  CHECK(outbox.next() == "block 2");
  CHECK(outbox.empty());
}

TEST_CASE("a peer has ten seconds for TLS, and thirty for a frame or to take something") {
  const Deadlines deadlines(Millis{5'000});
  CHECK(deadlines.overdue(Millis{15'000}, false, true, true) == nullptr);
  CHECK(deadlines.overdue(Millis{15'001}, false, false, false) != nullptr);
  CHECK(deadlines.overdue(Millis{35'000}, true, true, true) == nullptr);
  CHECK(deadlines.overdue(Millis{35'001}, true, true, false) != nullptr);
  CHECK(deadlines.overdue(Millis{35'001}, true, false, true) != nullptr);
  CHECK(deadlines.overdue(Millis{999'999}, true, false, false) == nullptr);
}
