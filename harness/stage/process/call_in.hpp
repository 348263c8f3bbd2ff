// The system call that a task is in.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>

namespace stickylab {

/// A system call that a task is in.
struct CallIn {
  long number = -1;
  std::array<unsigned long, 6> arguments{};
};

/// Takes the text of /proc/PID/task/TID/syscall, proc(5). Empty if the task runs, or is in no call.
std::optional<CallIn> call_in(const std::string& text);

/// The same of a task by its folder, /proc/PID or /proc/PID/task/TID.
std::optional<CallIn> call_of(const std::filesystem::path& task);

}  // namespace stickylab
