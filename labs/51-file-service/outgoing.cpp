#include "outgoing.hpp"

#include <unistd.h>

#include <algorithm>

namespace files {
namespace {

// Reads all of it, or throws: the file has become shorter.
void read_exactly(int fd, char* to, std::size_t size, std::uint64_t at) {
  while (size > 0) {
    const ssize_t got = pread(fd, to, size, static_cast<off_t>(at));
    if (got < 0) throw refusal(errno);
    if (got == 0) throw service::Refusal("changed", "the file has become shorter");
    to += got;
    at += static_cast<std::uint64_t>(got);
    size -= static_cast<std::size_t>(got);
  }
}

}  // namespace

Outgoing::Outgoing(std::shared_ptr<service::Link> link, std::uint32_t id, Fd file,
                   Step from, std::uint64_t size, Done done)
    : link_(std::move(link)),
      id_(id),
      file_(std::move(file)),
      sent_(std::move(from)),
      size_(size),
      limit_(sent_.at),
      written_(sent_.at),
      last_progress_(service::now(link_->handle()->loop)),
      done_(std::move(done)) {}

void Outgoing::granted(const service::Grant& grant) {
  if (grant.written > sent_.at) {
    throw service::Refusal("protocol", "a grant for bytes that were not sent");
  }
  if (grant.limit > limit_ || grant.written > written_) {
    last_progress_ = service::now(link_->handle()->loop);
  }
  limit_ = std::max(limit_, grant.limit);
  written_ = std::max(written_, grant.written);
  go_on();
}

void Outgoing::go_on() {
  if (is_reading_ || is_over_) return;
  if (sent_.at == size_) return end(nullptr);
  const std::uint64_t end = std::min(limit_, size_);
  if (end <= sent_.at || !link_->has_room()) return;
  read(std::min<std::uint64_t>(service::kBlock, end - sent_.at));
}

void Outgoing::read(std::size_t size) {
  is_reading_ = true;
  const auto frame = std::make_shared<std::string>(service::data_head(id_, size));
  service::in_worker(
      link_->handle()->loop,
      [self = shared_from_this(), frame, size] {
        const std::size_t head = frame->size();
        frame->resize(head + size);
        read_exactly(self->file_.get(), frame->data() + head, size, self->sent_.at);
        self->sent_.digest.add(std::string_view(*frame).substr(head));
      },
      [self = shared_from_this(), frame, size](const std::exception_ptr& failure) {
        self->is_reading_ = false;
        if (!failure) self->sent_.at += size;
        self->send(std::move(*frame), failure);
      });
}

void Outgoing::send(std::string frame, const std::exception_ptr& failure) {
  if (is_over_ || !link_->is_open()) return;
  if (failure) return end(failure);
  link_->send_block(std::move(frame));
  last_progress_ = service::now(link_->handle()->loop);
  go_on();
}

void Outgoing::end(const std::exception_ptr& failure) {
  is_over_ = true;
  done_(failure ? "" : sent_.digest.digest(), failure);
}

}  // namespace files
