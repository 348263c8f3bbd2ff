// The pure parts of the tracer: which calls are watched, what they are called, what it writes; and
// that it traces.
#include "stage/tracer/tracer.hpp"

#include <doctest/doctest.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "process_by_hand.hpp"
#include "stage/socket/probe_log.hpp"
#include "stage/tracer/filter.hpp"
#include "stage/tracer/log_writer.hpp"
#include "stage/tracer/system_call.hpp"

using namespace stickylab;

namespace {

/// What the filter answers: its few kinds of instructions, executed.
std::uint32_t answer_to(const seccomp_data& call) {
  const std::vector<sock_filter> filter = call_filter();
  std::uint32_t loaded = 0;
  for (std::size_t at = 0; at < filter.size(); ++at) {
    const sock_filter& one = filter[at];
    if (one.code == (BPF_RET | BPF_K)) return one.k;
    if (one.code == (BPF_LD | BPF_W | BPF_ABS))
      std::memcpy(&loaded, reinterpret_cast<const char*>(&call) + one.k, sizeof loaded);
    if (one.code == (BPF_JMP | BPF_JEQ | BPF_K)) at += loaded == one.k ? one.jt : one.jf;
  }
  FAIL("no answer");
  return 0;
}

std::uint32_t answer_to(long number, std::uint64_t second = 0, std::uint32_t arch = kNativeArch) {
  seccomp_data call{};
  call.nr = static_cast<int>(number);
  call.arch = arch;
  call.args[1] = second;
  return answer_to(call);
}

Call name_of(long number, std::uint64_t fifth) {
  SystemCall made{.number = static_cast<std::uint64_t>(number)};
  made.arguments[4] = fifth;
  for (const Shape& shape : shapes())
    if (shape.number == made.number) return named_call(shape, made);
  FAIL("not watched");
  return {};
}

/// With the filter, and nobody who traces: such a call fails with ENOSYS, seccomp(2).
int errno_of_write() {
  if (!install(call_filter())) return 98;
  return write(1, "", 0) == -1 ? errno : 0;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("the tracer is told of calls that may concern a socket, and of no others") {
    for (const Shape& shape : shapes())
      if (shape.number != SYS_ioctl)
        CHECK(answer_to(static_cast<long>(shape.number)) == SECCOMP_RET_TRACE);
    CHECK(answer_to(SYS_ioctl, FIONREAD) == SECCOMP_RET_TRACE);
    CHECK(answer_to(SYS_ioctl, FIONBIO) == SECCOMP_RET_ALLOW);
    for (const long number :
         {SYS_openat, SYS_lseek, SYS_dup, SYS_exit_group, SYS_pread64, SYS_mmap})
      CHECK(answer_to(number) == SECCOMP_RET_ALLOW);
  }

  TEST_CASE("a 32-bit program goes on unobserved") {
    CHECK(answer_to(SYS_write, 0, AUDIT_ARCH_I386) == SECCOMP_RET_ALLOW);
    CHECK(answer_to(SYS_write, 0, AUDIT_ARCH_ARM) == SECCOMP_RET_ALLOW);
  }

  TEST_CASE("the kernel takes the filter") { CHECK(in_a_child(errno_of_write) == ENOSYS); }

  TEST_CASE("a call has the name that it has in a source") {
    CHECK(name_of(SYS_sendto, 0) == Call::send);
    CHECK(name_of(SYS_sendto, 0x1000) == Call::sendto);
    CHECK(name_of(SYS_recvfrom, 0) == Call::recv);
    CHECK(name_of(SYS_recvfrom, 0x1000) == Call::recvfrom);
    CHECK(name_of(SYS_sendmmsg, 0) == Call::sendmmsg);
    CHECK(name_of(SYS_accept4, 0) == Call::accept);
    CHECK(name_of(SYS_preadv2, 0) == Call::preadv2);
  }

  TEST_CASE("a call that the kernel makes again has no result yet") {
    for (const int code : {512, 513, 514, 516}) CHECK(is_interrupted(-code));
    for (const int code : {0, EINTR, 515, -512}) CHECK_FALSE(is_interrupted(-code));
  }

  TEST_CASE("what the writer writes, the reader reads; what does not fit is counted") {
    const ProbeLogFile file;
    LogWriter writer(file.memory());
    ProbeEnter enter{};
    enter.head.call = static_cast<std::uint8_t>(Call::send);
    Details details;
    details.holds = kHoldsNames;
    details.names.made = 7;
    const std::uint64_t at = writer.add(enter, details, {});
    ProbeReturn done{};
    done.head.returned = 1;
    done.head.call = enter.head.call;
    done.entered = static_cast<std::uint32_t>(at / 8);
    done.result = done.bytes = 2;
    writer.add(done, {}, "hi");
    LogWriter::lose();
    const std::vector<Event> events = file.events(kSender, 0);
    REQUIRE(events.size() == 3);
    CHECK(std::get<CallReturned>(events[1].data).what.made == 7);
    CHECK(std::get<CallReturned>(events[1].data).bytes == "hi");
    CHECK(std::get<Dropped>(events[2].data).count == 1);
  }

  TEST_CASE("a process is traced, or it is said why not") {
    const std::string why = try_to_trace();
    CHECK_MESSAGE((why.empty() || why == std::strerror(EPERM)), why);
  }

  TEST_CASE("the calls of a process that is followed are in the log, of its child too") {
    const ProbeLogFile file;
    Tracer tracer(file.memory());
    const auto status = in_a_child([&] {
      if (!tracer.follow_this_process()) return errno;
      const pid_t child = fork();
      const int udp = socket(AF_INET, SOCK_DGRAM, 0);
      if (child == 0) _exit(udp < 0 ? 1 : 0);
      waitpid(child, nullptr, 0);
      return 0;
    });
    waitpid(tracer.pid(), nullptr, 0);
    if (status == EPERM) return;  // not permitted here
    CHECK(status == 0);
    const std::vector<Event> events = file.events(kSender, 0);
    REQUIRE(events.size() == 4);
    for (const Event& event : events)
      if (const auto* call = std::get_if<CallReturned>(&event.data))
        CHECK(call->what.call == Call::socket);
  }
}
