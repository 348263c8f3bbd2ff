#include "service/link.hpp"

#include "service/socket.hpp"

namespace service {
namespace {

constexpr std::size_t kInFlight = 2 * kBlock;  // bytes that libuv holds

Link& link_of(void* handle) {
  return *static_cast<Link*>(static_cast<uv_handle_t*>(handle)->data);
}

}  // namespace

struct Link::Write {
  uv_write_t request{};
  std::string bytes;
  std::shared_ptr<Link> link;
};

std::shared_ptr<Link> Link::make(uv_loop_t* loop, SSL_CTX* context, Channel::End end,
                                 std::uint32_t longest) {
  std::shared_ptr<Link> link(new Link(loop, context, end, longest));
  link->self_ = link;
  return link;
}

Link::Link(uv_loop_t* loop, SSL_CTX* context, Channel::End end, std::uint32_t longest)
    : decoder_(longest) {
  if (context != nullptr) channel_.emplace(context, end);
  uv_tcp_init(loop, &tcp_);
  uv_timer_init(loop, &timer_);
  tcp_.data = timer_.data = this;
}

void Link::start(std::shared_ptr<Listener> listener) {
  listener_ = std::move(listener);
  deadlines_ = Deadlines(now(tcp_.loop));
  prepare(tcp_);
  uv_timer_start(
      &timer_, [](uv_timer_t* timer) { link_of(timer).tick(); }, 1000, 1000);
  uv_read_start(
      reinterpret_cast<uv_stream_t*>(&tcp_),
      [](uv_handle_t*, std::size_t, uv_buf_t* buffer) { *buffer = room_to_read(); },
      [](uv_stream_t* tcp, ssize_t size, const uv_buf_t* buffer) {
        const auto link = link_of(tcp).shared_from_this();
        if (size < 0) link->on_end(static_cast<int>(size));
        if (size > 0) link->on_read({buffer->base, static_cast<std::size_t>(size)});
      });
  if (!channel_) secured();
  pump();
}

void Link::on_read(std::string_view bytes) {
  try {
    if (!channel_) return take(bytes);
    channel_->feed(bytes, [this](std::string_view plain) {
      if (!secured_) secured();
      take(plain);
    });
    if (!secured_ && channel_->is_secured()) secured();
    pump();
    if (channel_->has_ended()) on_end(UV_EOF);
  } catch (const Refusal& refusal) {
    send(control_frame(error_reply(0, refusal)));
    finish();
  } catch (const TlsError& error) {
    pump();  // the alert that says why
    close(error.what());
  } catch (const std::exception& error) {  // memory, descriptors: not the others' end
    close(error.what());
  }
}

void Link::secured() {
  secured_ = true;
  listener_->on_secured();
}

void Link::take(std::string_view bytes) {
  while (!closing_ && !finishing_) {
    const std::size_t before = bytes.size();
    const auto body = decoder_->next(bytes);
    unfinished_ += before - bytes.size();
    if (!body) break;
    unfinished_ = 0;
    deadlines_.frame_begins = now(tcp_.loop);
    if (body->empty()) throw Refusal("protocol", "a frame without a kind");
    listener_->on_frame(*body);
  }
  if (decoder_->error() == FrameDecoder::Error::too_long) {
    throw Refusal("protocol", "a frame too long");
  }
  if (unfinished_ == 0) deadlines_.frame_begins = now(tcp_.loop);
}

void Link::on_end(int status) {
  const bool whole = decoder_->finish() && (!channel_ || channel_->has_ended());
  if (status != UV_EOF) return close(uv_strerror(status));
  close(whole ? "the peer has closed the connection" : "the connection was cut");
}

void Link::allow(std::uint32_t longest) {
  if (unfinished_ > 0) throw Refusal("protocol", "a request before the login was done");
  decoder_.emplace(longest);
}

void Link::send(const std::string& frame) {
  outbox_.add(frame);
  pump();
}

void Link::send_block(std::string frame) {
  outbox_.add_block(std::move(frame));
  pump();
}

void Link::pump() {
  if (closing_) return;
  if (channel_) write(channel_->output());
  while (secured_ && !said_end_ && in_flight_ < kInFlight) {
    std::string bytes = outbox_.next();
    if (bytes.empty()) break;
    if (!channel_) {
      write(std::move(bytes));
      continue;
    }
    try {
      write(channel_->sealed(bytes));
    } catch (const TlsError& error) {
      return close(error.what());
    }
  }
  if (finishing_ && outbox_.empty()) say_end();
  if (finishing_ && in_flight_ == 0) close("");
}

// So that the peer can tell the end from a cut.
void Link::say_end() {
  if (!channel_ || said_end_) return;
  said_end_ = true;
  channel_->say_end();
  write(channel_->output());
}

void Link::write(std::string bytes) {
  if (bytes.empty() || closing_) return;
  if (in_flight_ == 0) deadlines_.last_written = now(tcp_.loop);
  in_flight_ += bytes.size();
  auto* write = new Write{{}, std::move(bytes), shared_from_this()};
  write->request.data = write;
  const uv_buf_t buffer =
      uv_buf_init(write->bytes.data(), static_cast<unsigned>(write->bytes.size()));
  uv_write(&write->request, reinterpret_cast<uv_stream_t*>(&tcp_), &buffer, 1,
           [](uv_write_t* request, int status) {
             const std::unique_ptr<Write> done(static_cast<Write*>(request->data));
             done->link->on_written(done->bytes.size(), status);
           });
}

void Link::on_written(std::size_t size, int status) {
  in_flight_ -= size;
  if (closing_) return;
  if (status < 0) return close(uv_strerror(status));
  deadlines_.last_written = now(tcp_.loop);
  pump();
  if (!closing_ && has_room()) listener_->on_room();
}

void Link::tick() {
  const auto keep = shared_from_this();
  const char* overdue =
      deadlines_.overdue(now(tcp_.loop), secured_, unfinished_ > 0, in_flight_ > 0);
  if (overdue != nullptr) return close(overdue);
  if (secured_) listener_->on_tick();
}

void Link::finish() {
  finishing_ = true;
  pump();
}

void Link::close(const std::string& why) {
  if (closing_) return;
  closing_ = true;
  const auto closed = [](uv_handle_t* handle) { link_of(handle).release(); };
  uv_close(reinterpret_cast<uv_handle_t*>(&tcp_), closed);
  uv_close(reinterpret_cast<uv_handle_t*>(&timer_), closed);
  if (listener_) listener_->on_closed(why);
}

void Link::release() {
  if (--handles_ > 0) return;
  listener_.reset();
  self_.reset();  // the last that is done here
}

}  // namespace service
