// The calls of a recording, as the judge asks for them.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "recording/recording.hpp"

namespace stickylab {

/// True for a call that moved bytes of the stream; a peek at the receive queue moves none.
bool is_data_read(const CallReturned& call);
bool is_data_write(const CallReturned& call);

/// How many bytes of its message a read had no room for, as far as that is known. SOCK_SEQPACKET
/// tells how many bytes wait in all, and not how long the next message is.
std::int64_t cut_off(const CallReturned& call);

/// True if programs were seen to talk by AF_UNIX, which no wire carries.
bool talks_locally(const Recording& recording);

/// A returned call with its place in time. It points into the recording of the Trace that it is
/// from.
struct Returned {
  std::int64_t time_ns = 0;
  const CallReturned* call = nullptr;
  const Event* event = nullptr;
};

/// The calls of one program that returned, in order of their return.
struct Calls {
  std::vector<Returned> all;
  std::vector<Returned> writes;  ///< those that moved at least one byte
  std::vector<Returned> reads;   ///< the same
};

/// Gives the calls of each actor that made any.
std::map<Actor, Calls> calls_by_actor(const Recording& recording);

/// Times a program's exchanges, in ms: each from its first write (after it last read) to the return
/// of its next read.
std::vector<double> exchanges_ms(const Calls& calls);

}  // namespace stickylab
