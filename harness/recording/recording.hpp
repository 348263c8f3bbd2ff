// One run, whole: the machine and the cast, then every event in order.
//
// In: events that the stage and the probe saw, or a file. Out: a Recording, sorted by time, and the
// same as NDJSON (docs/recording.md) or as one JSON document. Events are facts as they were seen:
// calls, packets, output, ends of programs, each with its time in ns since the run began and the
// actor that it belongs to. The folder also reads the `message:` lines that a receiver prints.
//
// It joins and judges nothing. It knows nothing of a lab but its number and name, and nothing of
// verdicts, rows and languages, nor of how events are caught.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "recording/event.hpp"

namespace stickylab {

enum class Version : std::uint8_t { broken, fixed };

/// Names as in `--net` and in JSON: `two-hosts`, `one-host`, `loopback`.
enum class Net : std::uint8_t { two_hosts, one_host, loopback };

/// The observer of the calls: the preloaded library, or the kernel by a tracer. Names as in
/// `--probe` and in JSON: `libc`, `kernel`.
enum class Probe : std::uint8_t { libc, kernel };

/// The recording's header line.
struct RunInfo {
  std::string lab;   ///< "01"; empty if no lab was run
  std::string name;  ///< "two-writes-one-read"
  Version version{};
  Net net{};
  std::string kernel;                 ///< uname -s -r
  std::string started;                ///< RFC 3339, UTC; the only wall-clock time in a recording
  std::vector<std::string> evidence;  ///< what could be observed: calls, wire, kernel
  Probe probe{};                      ///< by which calls were observed
  Cast cast = default_cast();
  friend bool operator==(const RunInfo&, const RunInfo&) = default;
};

/// Events are sorted by (time_ns, seq).
struct Recording {
  RunInfo info;
  std::vector<Event> events;
  friend bool operator==(const Recording&, const Recording&) = default;
};

std::string_view version_name(Version version);
std::optional<Version> version_from_name(std::string_view name);
std::string_view net_name(Net net);
std::optional<Net> net_from_name(std::string_view name);
std::string_view probe_name(Probe probe);
std::optional<Probe> probe_from_name(std::string_view name);

/// Sorts by (time_ns, seq).
void sort_events(Recording& recording);

/// Writes NDJSON: a header line, then one event a line (docs/recording.md).
void write_ndjson(std::ostream& out, const Recording& recording);

/// Writes the same as one JSON document: its schema, `info` and `events`.
void write_json(std::ostream& out, const Recording& recording);

/// Reads what `write_ndjson` wrote, and stickylab/recording/1: that has the default cast and no
/// numbers of sockets, which are made up (recording/socket_names.hpp). Throws std::runtime_error
/// naming the line and what is wrong with it: bad JSON, an unknown event or key, a missing value, a
/// cast that cannot be, a call of /1 of which nobody can tell the socket.
Recording read_ndjson(std::istream& in);

/// Reads the same line by line, as it comes.
class NdjsonReader {
 public:
  /// `line` is without its end. Throws as `read_ndjson` does.
  void read(const std::string& line);
  /// To be called once, behind the last line. Throws if there was none.
  Recording take();

 private:
  Recording recording_;
  int lines_ = 0;
  bool is_old_ = false;
};

/// Prints bytes as they travel in JSON: two lowercase hex digits each.
std::string to_hex(std::string_view bytes);
/// Throws std::runtime_error if `hex` is not that.
std::string from_hex(std::string_view hex);

}  // namespace stickylab
