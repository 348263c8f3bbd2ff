// Our end of one connection with a program, when the stage plays the other end.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "schedule/script.hpp"
#include "stage/player/player.hpp"
#include "stage/player/pump.hpp"

namespace stickylab {

/// Says a stream as a line of a script wants, and takes what the program says: a program must not
/// come to a stand because nobody reads. Each turn of the stream waits for the replies before it.
/// The opening, what is sent and what comes are recorded as calls of the actor that is played.
class Talk {
 public:
  /// How the connection was opened, how what we say is cut, and how it ends.
  struct Manner {
    Call opening{};  ///< connect or accept
    int connection = 1;
    Cutting cutting;
    StreamEnd end = StreamEnd::fin;
    std::optional<std::size_t> after;
  };

  /// `socket` is connected, or about to be. `stream` outlives this.
  Talk(const Surroundings& around, Actor self, Fd socket, const Stream& stream, Manner manner);

  /// To be called when the connection stands, before the first tick; `queue` is that of `program`.
  void begin(const Contact& program, SocketQueue queue);

  /// To be called once a tick.
  void go_on();

  /// Takes what the program has said. To be called once it is our turn no more, if the program may
  /// have more to say.
  void take_replies();

  const Fd& socket() const { return socket_; }
  bool has_begun() const { return pump_.has_value(); }
  /// Whether all is said, and it has ended as it should.
  bool is_done() const { return state_ == State::done; }
  /// Whether it has ended in silence, and the program has read all and sleeps.
  bool is_silent() const { return silent_; }
  /// Bytes that have been sent.
  std::size_t sent() const { return sent_; }

 private:
  enum class State : std::uint8_t { sending, ending, closing, listening_on, done };

  void next_turn();
  bool has_replied(std::size_t replies);
  bool ends_with_data() const;
  State after_end() const;
  void end();
  CallReturned returned(Call call, std::int64_t entered_ns) const;
  void record_opening();
  void record(Call call, const std::string& bytes, int value, std::int64_t entered_ns);

  const Surroundings& around_;
  const Actor self_;
  const Stream& stream_;
  const Manner manner_;
  std::size_t size_;         ///< of what is sent of the stream
  std::size_t given_ = 0;    ///< to the pump
  std::size_t sent_ = 0;     ///< by the pump
  std::size_t replied_ = 0;  ///< bytes that the program has said
  std::size_t heard_ = 0;    ///< of these, before the last turn
  bool peer_ended_ = false;  ///< it says no more
  State state_ = State::sending;
  bool silent_ = false;
  Fd socket_;
  std::optional<Pump> pump_;
  std::optional<Stillness> stillness_;
  int silent_ticks_ = 0;  ///< since a byte went or came
  std::uint64_t cookie_ = 0;
};

}  // namespace stickylab
