// The near ends of a command's pipes.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "handle.hpp"

namespace commands {

class PipeReader {
 public:
  using Said = std::function<void(std::string_view)>;  // a view until the next
  using Done = std::function<void()>;                  // once: nobody writes any more

  // Makes the pipe; `far` is to be given to who writes. Throws service::Refusal.
  PipeReader(uv_loop_t* loop, int& far);

  void start(Said said, Done done);
  void pause();
  void go_on();
  bool has_ended() const {
    return has_ended_;
  }

 private:
  void read();
  void on_read(ssize_t size, const char* bytes);

  Handle<uv_pipe_t> pipe_;
  Said said_;
  Done done_;
  bool has_ended_ = false;
};

class PipeWriter {
 public:
  using Took = std::function<void(std::size_t)>;

  // The same for its input; `took` hears how much was taken, or is not wanted.
  PipeWriter(uv_loop_t* loop, int& far, Took took);
  ~PipeWriter();
  PipeWriter(const PipeWriter&) = delete;
  PipeWriter& operator=(const PipeWriter&) = delete;

  void write(std::string_view bytes);
  void end();  // behind what is written

 private:
  struct Write;
  struct Owner;
  void on_written(std::size_t size);

  Handle<uv_pipe_t> pipe_;
  Took took_;
  int waiting_ = 0;
  bool ends_ = false;
};

}  // namespace commands
