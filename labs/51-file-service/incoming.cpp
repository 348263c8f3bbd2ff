#include "incoming.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "service/socket.hpp"

namespace files {
namespace {

// The disk begins at once: all of it has to be there before the file gets its name.
void write_all(int fd, std::string_view bytes, std::uint64_t at) {
  const std::uint64_t from = at;
  while (!bytes.empty()) {
    const ssize_t size = pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (size < 0) throw refusal(errno);
    bytes.remove_prefix(static_cast<std::size_t>(size));
    at += static_cast<std::uint64_t>(size);
  }
  sync_file_range(fd, static_cast<off_t>(from), static_cast<off_t>(at - from),
                  SYNC_FILE_RANGE_WRITE);
}

}  // namespace

Incoming::Incoming(std::shared_ptr<service::Link> link, std::uint32_t id, Fd part,
                   Step from, std::uint64_t size, Failed failed)
    : link_(std::move(link)),
      id_(id),
      part_(std::move(part)),
      written_(std::move(from)),
      size_(size),
      come_(written_.at),
      written_bytes_(written_.at),
      credit_(come_, service::now(link_->handle()->loop)),
      last_progress_(service::now(link_->handle()->loop)),
      failed_(std::move(failed)) {}

void Incoming::start() {
  // Even to its own size it would give back what is allocated beyond.
  if (size_of(part_) > written_.at) {
    check(ftruncate(part_.get(), static_cast<off_t>(written_.at)));
  }
  link_->send(service::grant_frame(id_, credit_.grant()));
}

void Incoming::take(std::string_view bytes) {
  if (is_over_) return;
  come_ += bytes.size();
  if (come_ > size_) throw service::Refusal("too-large", "more came than was declared");
  if (!credit_.allows(come_)) {
    throw service::Refusal("protocol", "more came than was granted");
  }
  waiting_ += bytes;
  last_progress_ = service::now(link_->handle()->loop);
  write();
}

void Incoming::write() {
  if (is_writing_ || is_over_ || waiting_.empty()) return;
  is_writing_ = true;
  const auto bytes = std::make_shared<std::string>();
  bytes->swap(waiting_);
  service::in_worker(
      link_->handle()->loop,
      [self = shared_from_this(), bytes] {
        write_all(self->part_.get(), *bytes, self->written_.at);
        self->written_.digest.add(*bytes);
      },
      [self = shared_from_this(), bytes](const std::exception_ptr& failure) {
        self->wrote(bytes->size(), failure);
      });
}

void Incoming::wrote(std::size_t size, const std::exception_ptr& failure) {
  is_writing_ = false;
  if (is_over_) return settle();
  if (failure) {
    cancel();
    failed_(failure);
    return settle();
  }
  written_.at += size;
  written_bytes_ = written_.at;
  const service::Millis time = service::now(link_->handle()->loop);
  last_progress_ = time;
  const auto grant = credit_.wrote(size, time, service::rtt_of(*link_->handle()));
  if (grant && link_->is_open()) link_->send(service::grant_frame(id_, *grant));
  write();
  settle();
}

void Incoming::when_written(Written written) {
  when_written_.push_back(std::move(written));
  settle();
}

void Incoming::settle() {
  if (is_writing_ || !waiting_.empty()) return;
  for (const Written& written : std::exchange(when_written_, {})) written();
}

}  // namespace files
