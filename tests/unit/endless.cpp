#include "stage/process/endless.hpp"

#include <doctest/doctest.h>
#include <linux/futex.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "base/system_error.hpp"
#include "stage/process/descriptor.hpp"
#include "stage/process/rest.hpp"

namespace stickylab {
namespace {

using How = Awaited::How;
using Arguments = std::array<unsigned long, 6>;

unsigned long address_of(const void* object) { return reinterpret_cast<unsigned long>(object); }

std::optional<std::vector<Awaited>> wait_in(long number, Arguments arguments) {
  return endless_wait(getpid(), {number, arguments});
}

bool is_endless(long number, Arguments arguments) { return wait_in(number, arguments).has_value(); }

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace
}  // namespace stickylab

using namespace stickylab;

TEST_SUITE("unit") {
  TEST_CASE("the call that a task is in has its number in decimal, its arguments in hex") {
    const auto call =
        call_in("0 0x3 0x7f3b 0x20000 0x0 0xffffffff 0x10 0x7fffcd3560c8 0x7f3b39f2\n");
    REQUIRE(call);
    CHECK(call->number == 0);
    CHECK(call->arguments == Arguments{3, 0x7f3b, 0x20000, 0, 0xffffffff, 0x10});
  }

  TEST_CASE("a task that runs, that faults, or that may not be looked at is in no call") {
    CHECK_FALSE(call_in("running\n"));
    CHECK_FALSE(call_in("-1 0x7ffd 0x7f61\n"));
    CHECK_FALSE(call_in(""));
    CHECK_FALSE(call_in("0 0x3 0x7f3b\n"));
  }

  TEST_CASE("a wait for bytes, for room or for a connection has no limit") {
    CHECK(wait_in(SYS_read, {3}) == std::vector<Awaited>{{How::reads, 3}});
    CHECK(wait_in(SYS_recvfrom, {4}) == std::vector<Awaited>{{How::reads, 4}});
    CHECK(wait_in(SYS_accept4, {5}) == std::vector<Awaited>{{How::reads, 5}});
    CHECK(wait_in(SYS_sendto, {6}) == std::vector<Awaited>{{How::writes, 6}});
    CHECK(wait_in(SYS_writev, {7}) == std::vector<Awaited>{{How::writes, 7}});
  }

  TEST_CASE("what has a limit, or ends by itself, or is not known, is no endless wait") {
    CHECK_FALSE(is_endless(SYS_connect, {3}));
    CHECK_FALSE(is_endless(SYS_clock_nanosleep, {}));
    CHECK_FALSE(is_endless(SYS_restart_syscall, {}));
    CHECK_FALSE(is_endless(SYS_recvmmsg, {3, 0, 0, 0, 1}));
    CHECK_FALSE(is_endless(SYS_io_uring_enter, {3}));
    CHECK_FALSE(is_endless(SYS_flock, {3}));
  }

  TEST_CASE("a wait for a child, a thread or a signal has no descriptor") {
    CHECK(wait_in(SYS_wait4, {}) == std::vector<Awaited>{});
    CHECK(wait_in(SYS_rt_sigtimedwait, {1, 0, 0}) == std::vector<Awaited>{});
    CHECK_FALSE(is_endless(SYS_rt_sigtimedwait, {1, 0, 1}));
    const unsigned long join = FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME;
    CHECK(wait_in(SYS_futex, {1, join, 0, 0}) == std::vector<Awaited>{});
    CHECK(is_endless(SYS_futex, {1, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, 0, 0}));
    CHECK_FALSE(is_endless(SYS_futex, {1, FUTEX_WAIT, 0, 1}));
    CHECK_FALSE(is_endless(SYS_futex, {1, FUTEX_WAKE, 0, 0}));
  }

  TEST_CASE("poll waits for all that it was given, if it has no limit") {
    const pollfd polled[] = {{4, POLLIN, 0}, {-1, POLLIN, 0}, {7, POLLOUT, 0}};
    const std::vector<Awaited> both{{How::looks, 4}, {How::looks, 7}};
    CHECK(wait_in(SYS_ppoll, {address_of(polled), 3, 0}) == both);
    CHECK_FALSE(is_endless(SYS_ppoll, {address_of(polled), 3, 1}));
    CHECK_FALSE(is_endless(SYS_ppoll, {8, 3, 0}));  // no such address
#ifdef SYS_poll
    CHECK(wait_in(SYS_poll, {address_of(polled), 3, static_cast<unsigned>(-1)}) == both);
    CHECK_FALSE(is_endless(SYS_poll, {address_of(polled), 3, 400}));
    CHECK_FALSE(is_endless(SYS_poll, {address_of(polled), 3, 0}));
#endif
  }

  TEST_CASE("select waits for all that is in one of its sets, if it has no limit") {
    fd_set in, out;
    FD_ZERO(&in);
    FD_ZERO(&out);
    FD_SET(3, &in);
    FD_SET(70, &out);
    const Arguments endless{71, address_of(&in), address_of(&out), 0, 0};
    CHECK(wait_in(SYS_pselect6, endless) ==
          std::vector<Awaited>{{How::looks, 3}, {How::looks, 70}});
    CHECK_FALSE(is_endless(SYS_pselect6, {71, address_of(&in), 0, 0, 1}));
  }

  TEST_CASE("an epoll set tells what is in it, as the kernel prints it") {
    const Fd set(epoll_create1(0));
    int pipe_ends[2];
    REQUIRE(pipe(pipe_ends) == 0);
    const Fd out(pipe_ends[0]), in(pipe_ends[1]);
    epoll_event event{.events = EPOLLIN, .data = {}};
    REQUIRE(epoll_ctl(set.get(), EPOLL_CTL_ADD, out.get(), &event) == 0);
    struct stat file {};
    REQUIRE(fstat(out.get(), &file) == 0);
    const auto targets = epoll_targets(text_of("/proc/self/fdinfo/" + std::to_string(set.get())));
    CHECK(targets == std::vector<EpollTarget>{{out.get(), file.st_ino}});
    CHECK(descriptor_of(getpid(), set.get()).kind == Descriptor::Kind::epoll);
    CHECK(descriptor_of(getpid(), out.get()) == Descriptor{Descriptor::Kind::pipe, file.st_ino});
    CHECK_FALSE(epoll_targets("tfd:        3 events:       19 data:     7\n"));
    CHECK(is_endless(SYS_epoll_pwait, {3, 0, 1, static_cast<unsigned>(-1)}));
    CHECK_FALSE(is_endless(SYS_epoll_pwait, {3, 0, 1, 400}));
  }

  TEST_CASE("of what a descriptor leads to, only what is known is told") {
    using Kind = Descriptor::Kind;
    CHECK(descriptor_in("socket:[56297857]") == Descriptor{Kind::socket, 56297857});
    CHECK(descriptor_in("pipe:[12]") == Descriptor{Kind::pipe, 12});
    CHECK(descriptor_in("anon_inode:[eventfd]").kind == Kind::event);
    for (const char* other : {"anon_inode:[timerfd]", "/dev/pts/1", "anon_inode:[io_uring]", "",
                              "/tmp/a named pipe", "anon_inode:inotify"})
      CHECK(descriptor_in(other).kind == Kind::other);
  }

  TEST_CASE("packets wait for a processor if one of them has any") {
    const std::string none = "02 00 03 00 00 00 00 00 00 00 00 00000000 00000001 00 00\n";
    const std::string one = "02 00 03 00 00 00 00 00 00 00 00 00000001 00000001 01 00\n";
    CHECK_FALSE(has_packets_queued(none + none));
    CHECK(has_packets_queued(none + one));
    CHECK(has_packets_queued("02 00 03 00 00 00 00 00 00 00 00\n"));  // before Linux 5.10
    CHECK(has_packets_queued(""));
  }

  TEST_CASE("who runs is not asleep") {
    CHECK_FALSE(all_asleep({getpid()}));
    CHECK(all_asleep({}) == std::vector<SleepingTask>{});
  }
}
