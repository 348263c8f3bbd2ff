// A log of the probe in a file, made and read: `log_file make FILE`, `log_file read FILE`. It
// prints a line of JSON for each call that returned.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <new>
#include <string>

#include "probe/log.hpp"

using namespace stickylab;

namespace {

constexpr std::size_t kSize = 1 << 20;

std::string text_of(const ProbeAddress& address) {
  std::string text = std::to_string(address.port) + " ";
  for (const std::uint8_t byte : address.host) {
    char digits[3];
    snprintf(digits, sizeof digits, "%02x", byte);
    text += digits;
  }
  return text;
}

template <class Part>
Part part(const ProbeRecord& record, std::uint8_t bit, const char*& at) {
  Part part{};
  if ((record.holds & bit) == 0) return part;
  memcpy(&part, at, sizeof part);
  at += sizeof part;
  return part;
}

void print(const ProbeEnter& enter, const ProbeReturn& done) {
  const char* at = reinterpret_cast<const char*>(&done + 1);
  const auto names = part<ProbeNames>(done.head, kHoldsNames, at);
  const auto option = part<ProbeOption>(done.head, kHoldsOption, at);
  part<ProbeTcp>(done.head, kHoldsTcp, at);
  printf(R"({"call": %d, "udp": %d, "fd": %d, "result": %lld, "errno": %d, "socket": %llu, )",
         done.head.call, keeps_messages(static_cast<Kind>(done.head.kind)) ? 1 : 0, enter.fd,
         static_cast<long long>(done.result < 0 ? -1 : done.result),
         done.result < 0 ? static_cast<int>(-done.result) : 0,
         static_cast<unsigned long long>(enter.socket));
  printf(R"("made": %llu, "address": "%s", "own": "%s", "tcp": %s, "value": %d, "bytes": "%.*s"})"
         "\n",
         static_cast<unsigned long long>(names.made), text_of(names.address).c_str(),
         text_of(names.own).c_str(), (done.head.holds & kHoldsTcp) != 0 ? "true" : "false",
         option.value, static_cast<int>(done.bytes), at);
}

void read(const char* memory) {
  const auto* log = reinterpret_cast<const ProbeLog*>(memory);
  for (std::uint64_t at = sizeof(ProbeLog); at < bytes_in(log->used);) {
    const auto& record = *reinterpret_cast<const ProbeRecord*>(memory + at);
    if (record.size == 0) break;
    const auto& done = reinterpret_cast<const ProbeReturn&>(record);
    if (record.returned != 0)
      print(*reinterpret_cast<const ProbeEnter*>(memory + 8 * std::uint64_t{done.entered}), done);
    at += record.size;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const int fd = open(argv[2], O_RDWR | O_CREAT, 0600);
  if (fd < 0 || ftruncate(fd, kSize) != 0) return 2;
  void* memory = mmap(nullptr, kSize, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (memory == MAP_FAILED) return 2;
  if (std::string(argv[1]) == "make")
    new (memory) ProbeLog{kProbeMagic, 0, kSize, {sizeof(ProbeLog)}, {0}};
  else
    read(static_cast<const char*>(memory));
}
