// A queue of what waits to be sent: frames that cannot wait go before the blocks of
// files. Pure.
#pragma once

#include <deque>
#include <string>

namespace service {

class Outbox {
 public:
  void add(const std::string& frame) {
    frames_ += frame;
  }
  void add_block(std::string frame) {
    size_ += frame.size();
    blocks_.push_back(std::move(frame));
  }

  // Gives what to send next, all frames or one block; empty if nothing waits.
  std::string next() {
    std::string bytes;
    if (!frames_.empty()) {
      bytes.swap(frames_);
    } else if (!blocks_.empty()) {
      bytes = std::move(blocks_.front());
      blocks_.pop_front();
      size_ -= bytes.size();
    }
    return bytes;
  }

  bool empty() const {
    return frames_.empty() && blocks_.empty();
  }
  // Bytes of the blocks that wait.
  std::size_t blocks() const {
    return size_;
  }

 private:
  std::string frames_;
  std::deque<std::string> blocks_;
  std::size_t size_ = 0;
};

}  // namespace service
