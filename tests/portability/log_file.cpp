// A log of the probe in a file, made and read: `log_file make FILE`, `log_file
// read FILE`. It prints a line of JSON for each call that returned.
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

void print(const ProbeRecord& record) {
  ProbeNames names{};
  const char* behind = reinterpret_cast<const char*>(&record + 1);
  if ((record.holds & kHoldsNames) != 0) {
    memcpy(&names, behind, sizeof names);
    behind += sizeof names;
  }
  printf(R"({"call": %d, "udp": %d, "fd": %d, "result": %lld, "errno": %d, "socket": %llu, )",
         record.call, record.datagram, record.fd, static_cast<long long>(record.result),
         record.error, static_cast<unsigned long long>(record.socket));
  printf(R"("made": %llu, "address": "%s", "own": "%s", "tcp": %s, "value": %d, "bytes": "%.*s"})"
         "\n",
         static_cast<unsigned long long>(names.made), text_of(names.address).c_str(),
         text_of(names.own).c_str(), (record.holds & kHoldsTcp) != 0 ? "true" : "false",
         record.value, static_cast<int>(record.bytes), behind);
}

void read(const char* memory) {
  const auto* log = reinterpret_cast<const ProbeLog*>(memory);
  for (std::uint64_t at = sizeof(ProbeLog); at < log->used;) {
    const auto& record = *reinterpret_cast<const ProbeRecord*>(memory + at);
    if (record.size == 0) break;
    if (record.returned != 0) print(record);
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
