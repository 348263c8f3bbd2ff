// What a process uses, as proc(5) tells it.
#include "stage/process/usage.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>

#include <atomic>
#include <string>
#include <thread>

#include "process_by_hand.hpp"

using namespace stickylab;

TEST_SUITE("unit") {
  TEST_CASE("memory counts once it is written to, threads count, and the group is told") {
    CHECK(in_a_child([] {
            setpgid(0, 0);
            const Usage before = usage_of(getpid());
            constexpr std::size_t kSize = 64 << 20;
            auto* memory = static_cast<char*>(
                mmap(nullptr, kSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
            const Usage reserved = usage_of(getpid());
            for (std::size_t at = 0; at < kSize; at += 4096) memory[at] = 1;
            const Usage used = usage_of(getpid());
            std::thread other([] { pause(); });
            const bool two = usage_of(getpid()).tasks == 2;
            if (before.group != getpid() || before.tasks != 1) return 1;
            if (reserved.memory - before.memory > 16 << 20) return 2;
            if (used.memory - before.memory < 48 << 20) return 3;
            if (own_memory_of(getpid()) < 48 << 20) return 4;
            _exit(two ? 0 : 5);  // without joining
            return 0;
          }) == 0);
  }

  TEST_CASE("what two share counts once") {
    CHECK(in_a_child([] {
            const std::string memory(64 << 20, 'x');
            const std::int64_t alone = own_memory_of(getpid());
            Pipe held;
            const pid_t child = must(fork(), "fork");
            if (child == 0) {
              held.write.reset();
              char none = 0;
              _exit(read(held.read.get(), &none, 1) == 0 ? 0 : 1);
            }
            const std::int64_t both = own_memory_of(getpid()) + own_memory_of(child);
            return both < alone + (32 << 20) && usage_of(child).memory > 48 << 20 ? 0 : 1;
          }) == 0);
  }

  TEST_CASE(
      "descriptors are counted, and what was written, also by children that were waited for") {
    CHECK(in_a_child([] {
            const int before = open_descriptors_of(getpid());
            const Fd null(must(open("/dev/null", O_WRONLY), "open"));
            if (open_descriptors_of(getpid()) != before + 1) return 1;
            const std::int64_t written = written_by(getpid());
            const std::string text(100'000, 'x');
            must(write(null.get(), text.data(), text.size()), "write");
            const pid_t child = must(fork(), "fork");
            if (child == 0)
              _exit(write(null.get(), text.data(), text.size()) == std::ssize(text) ? 0 : 1);
            siginfo_t ended{};
            must(waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT), "waitid");
            // libuv writes a byte to itself in a child, where a loop has been made before.
            const auto about = [](std::int64_t bytes, std::int64_t expected) {
              return bytes >= expected && bytes < expected + 100;
            };
            // Of one that has ended, and has not been waited for, only root may read it.
            if (geteuid() == 0 && !about(written_by(child), 100'000)) return 2;
            must(waitpid(child, nullptr, 0), "waitpid");
            return about(written_by(getpid()) - written, 200'000) ? 0 : 3;
          }) == 0);
  }

  TEST_CASE("the children of every thread are found") {
    CHECK(in_a_child([] {
            std::atomic<pid_t> child = 0;
            std::thread parent([&] {
              const pid_t made = fork();
              if (made != 0) child = made;
              for (;;) pause();
            });
            while (child == 0) std::this_thread::yield();
            const bool found = children_in_tasks(getpid()) == std::vector<pid_t>{child};
            kill(child, SIGKILL);
            _exit(found ? 0 : 1);
            return 0;
          }) == 0);
  }

  TEST_CASE("a process that is not there uses nothing") {
    CHECK(usage_of(0).tasks == 0);
    CHECK(own_memory_of(0) == -1);
    CHECK(written_by(0) == 0);
    CHECK(open_descriptors_of(0) == 0);
    CHECK(children_in_tasks(0).empty());
  }
}
