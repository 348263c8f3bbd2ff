// What a call says and what the kernel says of its socket, put into the call's record.
#pragma once

#include <string>

#include "stage/tracer/task.hpp"

namespace stickylab {

/// What the arguments say as the call begins.
void read_arguments(const Task& task, OpenCall& call);

/// What the kernel says before the call goes on. `fd` is the socket, borrowed.
void ask_before(OpenCall& call, const Fd& fd);

/// The same after the call, whose result is in the record.
void ask_after(const Task& task, OpenCall& call);

/// The address that recvfrom or recvmsg has put into memory.
void read_sender(const Task& task, OpenCall& call);

/// Message `index` of sendmmsg or recvmmsg, which has returned. Gives back its size.
std::uint32_t read_message_of_many(const Task& task, OpenCall& call, std::uint64_t index);

/// The bytes that were moved, as many as the log keeps; none if they never were in the program's
/// memory.
std::string payload_of(const Task& task, const OpenCall& call);

}  // namespace stickylab
