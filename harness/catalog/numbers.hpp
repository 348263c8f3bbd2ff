// The numbers of an observation: one table of their names and units.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

namespace stickylab {

/// They stand in the order of their names, as in tables and JSON. TCP_INFO counts segments and what
/// TCP holds for the sender only, as its writes return; the wire, if there is one, counts better.
enum class Number : std::uint8_t {
  accepted,              ///< connections that the receiver accepted
  connect_ms,            ///< the longest of the sender's connects of TCP that succeeded
  dropped,               ///< datagrams that the kernel threw away at the receiver's sockets, as the
                         ///< last read or close of each began
  elapsed_ms,            ///< first write to last read that moved bytes
  empty_reads,           ///< the receiver's reads that returned 0
  exchange_ms,           ///< request to reply, as the sender saw it: the median
  exchanges,             ///< how many of these
  first_held_bytes,      ///< bytes that TCP had not sent as the first write returned
  first_read,            ///< bytes of the receiver's first read
  held_bytes,            ///< the most bytes that TCP had not sent as a write returned
  held_ms,               ///< how long TCP held bytes, median of the exchanges, by the wire
  largest_read,          ///< bytes of the receiver's largest read
  longest_read_ms,       ///< the longest of either end's reads that moved bytes
  longest_write_ms,      ///< the same of their writes
  messages,              ///< messages that the receiver understood
  reading_us,            ///< start of the first read to end of the last, of those that moved bytes
  reads,                 ///< the receiver's reads that moved bytes
  segments,              ///< data segments of the sender, without retransmissions
  shortest_exchange_ms,  ///< request to reply, as the sender saw it
  unacked,               ///< most segments without ACK as a write returned
  writes,                ///< the sender's writes that moved bytes
};

enum class Unit : std::uint8_t { count, bytes, us, ms };

/// "exchange_ms": its key in lab.toml and in JSON.
std::string_view number_name(Number number);
std::optional<Number> number_from_name(std::string_view name);

Unit unit_of(Number number);

/// Only milliseconds have a fraction; all others are whole.
inline bool has_fraction(Number number) { return unit_of(number) == Unit::ms; }

/// Values by number. One that could not be observed is absent.
using Numbers = std::map<Number, double>;

/// The rows of a comparison that are no numbers.
inline constexpr std::string_view kVerdictRow = "verdict", kEndingRow = "ending";

/// True if a comparison can have a row `name`: the verdict, how the programs ended, a number.
bool is_row_name(std::string_view name);

}  // namespace stickylab
