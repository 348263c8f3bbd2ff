// The wire between the hosts: every frame passes through here, when and if we let it.
//
// In: frames, from a packet socket on the middle's end of each cable. Out: the same frames, on the
// cable that leads to their destination, as a switch would send them, and an event for each packet.
// It knows nothing of sockets and labs, and of programs only which is the first on each host.
//
// A frame's life. The kernel hands it over with the time at which it left its host (take). It is
// parsed, and a TCP segment gets its numbers relative to the SYN's (describe). Then it is decided,
// once and in order of leaving, what becomes of it (send): each packet draws three times from the
// dice of its host, so that no setting changes the luck of another. A rule may name the one that is
// lost, or cut the wire behind so many packets. A lost packet is recorded and is gone. An overtaken
// one is due later, a doubled one flies twice. A rule, or a person who steps through the run, may
// hold it; a handshake is never held by a person, since nothing could happen before it. All others
// are underway until they are due, half the round-trip time after they left (hand_over_due); a
// timer of the kernel wakes us for the first of them. If this machine runs us so late that a person
// would notice, the packet says by how much.
//
// As a frame is handed over, the time is taken first and the packet recorded after: the other host
// may have it, and its program read it, before our send returns. A held packet is handed over the
// moment it is released, by a key, or because the read that its rule waits for has returned. What
// still flies when the run ends is recorded as underway. Frames that are neither TCP, UDP nor an
// ICMP error, such as ARP and neighbour discovery, cross in the same way and are not recorded.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/loop.hpp"
#include "recording/recorder.hpp"
#include "recording/recording.hpp"
#include "stage/net/flows.hpp"
#include "stage/net/luck.hpp"
#include "stage/net/switch.hpp"
#include "stage/net/tap.hpp"
#include "stage/net/wire_spec.hpp"

namespace stickylab {

/// A host's cable.
struct Cable {
  int link = 0;     ///< the middle's end
  int host = 0;     ///< its number, for the luck of what leaves it
  Actor program{};  ///< the first on that host: its packets are said to be of this one
};

/// Lives in the network namespace of the middle. Records each packet once: as it is handed over,
/// or as the wire loses it. ARP crosses like everything else, but is not recorded.
class Wire {
 public:
  /// How many reads of the receiver have brought bytes, `reads` tells (for rules with
  /// `until_read`).
  Wire(Loop& loop, Recorder& recorder, const std::vector<Cable>& cables, const WireSpec& spec,
       std::function<int()> reads);

  /// The packets that are kept back, in the order in which they left.
  std::vector<Event> held() const;

  /// The packets that are on their way and not kept back.
  std::vector<Event> underway() const;

  /// Whether nothing is on its way, nor kept back.
  bool is_empty() const { return underway_.empty() && held_.empty(); }

  /// True if nothing crosses any more.
  bool is_cut() const { return spec_.cut_after && packets_ >= *spec_.cut_after; }

  /// How many frames have left the hosts so far, before the wire was cut.
  std::uint64_t frames() const { return frames_; }

  /// Lets a packet go on; false if none of that id is held.
  bool release(std::uint64_t id);
  void release_all();

  /// Loses a packet that is held; false if none of that id is held.
  bool drop(std::uint64_t id);

  /// Keeps every packet from now on (true), once its connection is open, or only those of the
  /// rules.
  void hold_everything(bool hold) { hold_everything_ = hold; }

  /// Called as the run ends: records what is still underway, and what was missed.
  void finish();

 private:
  /// Where a cable is plugged in.
  struct Port {
    Port(Loop& loop, const Cable& plugged_in, const WireSpec& spec, std::function<void()> on_frame)
        : cable(plugged_in),
          tap(cable.link),
          dice(spec, cable.host),
          readable(loop, tap.fd(), std::move(on_frame)) {}

    Cable cable;
    Tap tap;
    Dice dice;
    int data_packets = 0;  ///< that have left its host
    Readable readable;
  };

  /// A frame on the wire.
  struct Flight {
    Event event;           ///< of a packet, if it is shown; else only its `time_ns` is set
    bool shown = false;    ///< recorded, and subject to loss and the like
    std::size_t from = 0;  ///< the port on which it came in
    std::int64_t due_ns = 0;
    std::string frame;
  };

  void take(std::size_t from);
  void send(Flight flight);
  Flight describe(std::size_t from, const TappedFrame& tapped);
  bool is_lost_by_rule(Actor from, int data) const;
  std::optional<int> held_until(const Flight& flight, int data);
  bool opens(const Event& event);
  void hold(Flight flight, int until_read);
  void hand_over_due();
  void hand_over(Flight& flight);
  void record(Flight& flight, Fate fate);
  void set_timer();
  void check_reads();
  std::int64_t now() const { return Recorder::now_ns() - recorder_.start_ns(); }

  Recorder& recorder_;
  const WireSpec spec_;
  const std::function<int()> reads_;
  std::deque<Port> ports_;
  Switch switch_;
  Flows flows_;
  std::set<Way> opening_;  ///< its SYN has been seen
  std::uint64_t next_id_ = 1;
  std::uint64_t frames_ = 0;
  int packets_ = 0;  ///< that have left the hosts, before the wire was cut
  bool hold_everything_ = false;
  std::multimap<std::int64_t, Flight> underway_;  ///< by when they are due
  std::map<std::uint64_t, Flight> held_;
  std::map<std::uint64_t, int> until_read_;  ///< of those held: released by that read
  Fd timer_fd_;
  Readable timer_;
  std::optional<Timer> read_check_;
};

}  // namespace stickylab
