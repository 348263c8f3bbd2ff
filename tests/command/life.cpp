#include "life.hpp"

#include <doctest/doctest.h>

using namespace commands;

namespace {

constexpr Millis kNone{0};

// Its end, and those of its pipes, at once.
Life ended_at(Millis now) {
  Life life(kNone);
  life.ended(now);
  life.pipe_ended();
  life.pipe_ended();
  return life;
}

}  // namespace

TEST_CASE("a command that has ended with its pipes leaves nothing that may live") {
  Life life = ended_at(Millis{5});
  CHECK(life.lasted() == Millis{5});
  CHECK(life.must_die(Millis{5}));
  life.killed();
  CHECK(!life.must_die(Millis{6}));
  CHECK(!life.next());
  CHECK(!life.is_over(Millis{6}));
  life.gone(Millis{7});
  CHECK(life.is_over(Millis{7}));
  CHECK(life.lasted() == Millis{5});
}

TEST_CASE("who holds a pipe after the command's end has 200 ms") {
  Life life(kNone);
  life.pipe_ended();
  CHECK(life.next() == Life::kLongest);
  life.ended(Millis{50});
  CHECK(!life.must_die(Millis{249}));
  CHECK(life.next() == Millis{250});
  CHECK(life.must_die(Millis{250}));
  CHECK(!life.is_late(Life::kLongest));
}

TEST_CASE("what is in a pipe is read, even if the reader pauses") {
  Life life(kNone);
  life.pipe_ended();
  life.pauses();
  life.gone(Millis{10});
  CHECK(!life.is_over(Millis{10'000}));
  CHECK(!life.next());  // no timer: the reader wakes
  life.reads(Millis{10'000});
  CHECK(!life.is_over(Millis{10'000}));
  CHECK(life.next() == Millis{10'200});
  life.pipe_ended();
  CHECK(life.is_over(Millis{10'000}));
}

TEST_CASE("who has left the group and holds a pipe is not waited for") {
  Life life(kNone);
  life.gone(Millis{10});
  CHECK(!life.is_over(Millis{209}));
  CHECK(life.is_over(Millis{210}));
}

TEST_CASE("a command has 30 seconds, or less if that is wanted") {
  const Life usual(kNone);
  CHECK(!usual.must_die(Millis{29'999}));
  CHECK(usual.must_die(Millis{30'000}));
  CHECK(usual.is_late(Millis{30'000}));
  CHECK(Life(kNone, Millis{60'000}).must_die(Millis{30'000}));
  CHECK(Life(kNone, Millis{1'000}).must_die(Millis{1'000}));
}

TEST_CASE("who is asked to end and does not, dies two seconds later") {
  Life life(kNone);
  life.asked_to_end(Millis{100});
  life.asked_to_end(Millis{2'000});  // asking again gives no more time
  CHECK(!life.must_die(Millis{2'099}));
  CHECK(life.next() == Millis{2'100});
  CHECK(life.must_die(Millis{2'100}));
  CHECK(!life.is_late(Millis{2'100}));
}

TEST_CASE("of whom nothing is wanted any more, that dies at once, and is over when gone") {
  Life life(kNone);
  life.unwanted();
  CHECK(life.must_die(kNone));
  life.killed();
  life.gone(Millis{1});
  CHECK(life.is_over(Millis{1}));
}
