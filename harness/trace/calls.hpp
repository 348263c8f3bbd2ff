// The calls of a recording, as the judge asks for them.
#pragma once

#include <vector>

#include "recording/recording.hpp"

namespace stickylab {

/// A returned call with its place in time. Points into the recording, which must outlive it.
struct Returned {
  std::int64_t time_ns = 0;
  const CallReturned* call = nullptr;
};

/// A call that moved bytes of the stream: a read of the receiver's queue, not a peek at it.
bool is_data_read(const CallReturned& call);
bool is_data_write(const CallReturned& call);

/// All calls of one end that returned, in order of their return.
std::vector<Returned> returned_calls(const Recording& recording, Actor who);
/// Those that moved at least one byte.
std::vector<Returned> writes_of(const Recording& recording, Actor who);
std::vector<Returned> reads_of(const Recording& recording, Actor who);

/// Request to reply, in ms: from an end's first write (after it last read) to the return of its
/// next read.
std::vector<double> exchanges_ms(const Recording& recording, Actor who);

}  // namespace stickylab
