// A thread takes what would keep the loop waiting: disks, digests, password hashes.
#pragma once

#include <uv.h>

#include <exception>
#include <functional>

#include "service/credit.hpp"

namespace service {

Millis now(uv_loop_t* loop);  // monotonic

// Runs `work` in one of libuv's threads, then `done` in the loop's, with what `work`
// threw, or nothing. Both are kept until then, and so is what they hold.
void in_worker(uv_loop_t* loop, std::function<void()> work,
               std::function<void(const std::exception_ptr&)> done);

}  // namespace service
