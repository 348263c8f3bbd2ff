// One connection of a capstone: libuv moves the bytes, the channel seals them, lab 21's
// decoder makes frames of them. A frame that cannot wait goes before all blocks of
// files that wait. What a peer does not do in time ends the connection.
//
// All on the thread of the loop. A link lives until libuv has closed its handles, and
// keeps its listener until then.
#pragma once

#include <uv.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "frame_decoder.hpp"
#include "service/channel.hpp"
#include "service/credit.hpp"
#include "service/deadlines.hpp"
#include "service/message.hpp"
#include "service/outbox.hpp"
#include "service/worker.hpp"

namespace service {

class Link : public std::enable_shared_from_this<Link> {
 public:
  class Listener {
   public:
    virtual ~Listener() = default;
    virtual void on_secured() {}
    virtual void on_frame(std::string_view body) = 0;    // throws Refusal: then it ends
    virtual void on_room() {}                            // for blocks of files
    virtual void on_tick() {}                            // once a second
    virtual void on_closed(const std::string& why) = 0;  // once; "" if it was asked for
  };

  static constexpr std::size_t kAhead = 4 * kBlock;  // of blocks that wait

  // Without a context nothing is sealed.
  static std::shared_ptr<Link> make(uv_loop_t* loop, SSL_CTX* context, Channel::End end,
                                    std::uint32_t longest);
  ~Link() = default;
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  uv_tcp_t* handle() {
    return &tcp_;
  }
  // When the handle is connected.
  void start(std::shared_ptr<Listener> listener);

  void send(const std::string& frame);
  void send_block(std::string frame);
  bool has_room() const {
    return outbox_.blocks() < kAhead;
  }
  // Bytes that the peer has not taken yet, as far as that is known here.
  std::size_t waiting() const {
    return outbox_.blocks() + in_flight_;
  }
  // Bodies may be so long from now on. Throws Refusal if the peer has begun one
  // already.
  void allow(std::uint32_t longest);
  void finish();  // closes when all is sent
  void close(const std::string& why);

  bool is_open() const {
    return !closing_;
  }
  std::string peer_fingerprint() const {
    return channel_ ? channel_->peer_fingerprint() : "";
  }

 private:
  struct Write;

  Link(uv_loop_t* loop, SSL_CTX* context, Channel::End end, std::uint32_t longest);
  void on_read(std::string_view bytes);
  void on_end(int status);
  void take(std::string_view bytes);
  void secured();
  void pump();
  void say_end();
  void write(std::string bytes);
  void on_written(std::size_t size, int status);
  void tick();
  void release();

  uv_tcp_t tcp_{};
  uv_timer_t timer_{};
  int handles_ = 2;  // not closed yet
  std::optional<Channel> channel_;
  std::optional<FrameDecoder> decoder_;
  std::uint64_t unfinished_ = 0;  // bytes of the frame that is not complete
  Outbox outbox_;
  std::size_t in_flight_ = 0;
  bool secured_ = false;
  bool finishing_ = false;
  bool said_end_ = false;
  bool closing_ = false;
  Deadlines deadlines_{Millis{0}};
  std::shared_ptr<Listener> listener_;
  std::shared_ptr<Link> self_;  // until the handles are closed
};

}  // namespace service
