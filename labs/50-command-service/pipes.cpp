#include "pipes.hpp"

#include <array>
#include <string>

#include "service/message.hpp"

namespace commands {
namespace {

void must(int status, const char* what) {
  if (status < 0) {
    throw service::Refusal("busy", std::string(what) + ": " + uv_strerror(status), 1);
  }
}

Handle<uv_pipe_t> near_end(uv_loop_t* loop, int fd) {
  auto pipe = std::make_unique<uv_pipe_t>();
  must(uv_pipe_init(loop, pipe.get(), 0), "uv_pipe_init");
  Handle<uv_pipe_t> near(pipe.release());
  must(uv_pipe_open(near.get(), fd), "uv_pipe_open");
  return near;
}

uv_stream_t* stream(const Handle<uv_pipe_t>& pipe) {
  return reinterpret_cast<uv_stream_t*>(pipe.get());
}

// All read into the same room: what was read is handed over before the next is.
std::array<char, 1 << 16> room;

}  // namespace

PipeReader::PipeReader(uv_loop_t* loop, int& far) {
  std::array<uv_file, 2> ends{};
  must(uv_pipe(ends.data(), UV_NONBLOCK_PIPE, 0), "pipe");
  far = ends[1];
  pipe_ = near_end(loop, ends[0]);
  pipe_->data = this;
}

void PipeReader::start(Said said, Done done) {
  said_ = std::move(said);
  done_ = std::move(done);
  read();
}

void PipeReader::read() {
  uv_read_start(
      stream(pipe_),
      [](uv_handle_t*, std::size_t, uv_buf_t* buffer) {
        *buffer = uv_buf_init(room.data(), room.size());
      },
      [](uv_stream_t* pipe, ssize_t size, const uv_buf_t* buffer) {
        static_cast<PipeReader*>(pipe->data)->on_read(size, buffer->base);
      });
}

void PipeReader::on_read(ssize_t size, const char* bytes) {
  if (size > 0) return said_({bytes, static_cast<std::size_t>(size)});
  if (size == 0) return;
  pause();
  has_ended_ = true;
  done_();
}

void PipeReader::pause() {
  uv_read_stop(stream(pipe_));
}

void PipeReader::go_on() {
  if (!has_ended_) read();  // libuv has forgotten its callbacks
}

struct PipeWriter::Write {
  uv_write_t request{};
  std::string bytes;
};

PipeWriter::PipeWriter(uv_loop_t* loop, int& far, Took took) : took_(std::move(took)) {
  std::array<uv_file, 2> ends{};
  must(uv_pipe(ends.data(), 0, UV_NONBLOCK_PIPE), "pipe");
  far = ends[0];
  pipe_ = near_end(loop, ends[1]);
  pipe_->data = this;
}

PipeWriter::~PipeWriter() {
  if (pipe_) pipe_->data = nullptr;  // writes may still come back
}

void PipeWriter::write(std::string_view bytes) {
  if (!pipe_ || ends_) return on_written(bytes.size());
  auto* write = new Write{{}, std::string(bytes)};
  write->request.data = write;
  ++waiting_;
  const uv_buf_t buffer =
      uv_buf_init(write->bytes.data(), static_cast<unsigned>(write->bytes.size()));
  uv_write(&write->request, stream(pipe_), &buffer, 1, [](uv_write_t* request, int) {
    const std::unique_ptr<Write> done(static_cast<Write*>(request->data));
    auto* writer = static_cast<PipeWriter*>(request->handle->data);
    if (writer == nullptr) return;
    --writer->waiting_;
    writer->on_written(done->bytes.size());
  });
}

// A command need not take what it is given: then the rest is dropped.
void PipeWriter::on_written(std::size_t size) {
  if (took_) took_(size);
  if (ends_ && waiting_ == 0) pipe_.reset();
}

void PipeWriter::end() {
  ends_ = true;
  if (waiting_ == 0) pipe_.reset();
}

}  // namespace commands
