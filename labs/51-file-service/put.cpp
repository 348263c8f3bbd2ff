#include "put.hpp"

#include <fcntl.h>

#include <algorithm>

namespace files {
namespace {

using service::Refusal;

// Room on the disk now rather than an error in the middle. Where a file system cannot
// say so, the error comes with a write.
void allocate(const Fd& file, std::uint64_t size) {
  if (size == 0) return;
  if (fallocate(file.get(), FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(size)) == 0)
    return;
  if (errno != EOPNOTSUPP && errno != EINTR) throw refusal(errno);
}

}  // namespace

Put::Put(std::shared_ptr<Asker> asker, std::shared_ptr<User> user, std::uint32_t id,
         Wanted wanted)
    : asker_(std::move(asker)),
      user_(std::move(user)),
      id_(id),
      wanted_(std::move(wanted)),
      begun_(service::now(asker_->link()->handle()->loop)),
      part_(Parts::name_of(wanted_.path, wanted_.size)),
      file_(user_->parts().open(part_)) {
  user_->take_part(part_);
  reservation_ = Reservation::make(user_->quota(), cost_of(wanted_.size));
  if (reservation_) return;
  let_go();
  throw Refusal("quota", "the quota does not allow that many bytes");
}

Put::~Put() {
  let_go();
}

void Put::let_go() {
  reservation_.reset();
  if (std::exchange(has_part_, false)) user_->leave_part(part_);
}

int Put::fd() const {
  return incoming_ ? incoming_->fd() : file_.get();
}

void Put::prepare(std::uint64_t request, const std::shared_ptr<Put>& old) {
  const auto climb_now = [self = shared_from_this(), request] { self->climb(request); };
  if (!old || !old->incoming_) return climb_now();
  old->incoming_->when_written(climb_now);  // what it was just writing
}

void Put::climb(std::uint64_t request) {
  const std::uint64_t have = std::min(size_of(file_), wanted_.size);
  const auto steps = std::make_shared<std::vector<Step>>();
  service::in_worker(
      asker_->link()->handle()->loop,
      [self = shared_from_this(), steps, have] {
        allocate(self->file_, self->wanted_.size);
        *steps = files::climb(self->file_.get(),
                              service::rungs_of(have, self->wanted_.size));
      },
      [self = shared_from_this(), steps, request](const std::exception_ptr& failure) {
        if (!failure) return self->ready(request, std::move(*steps));
        self->failed(failure);
        self->asker_->forget(self->id_);
        self->asker_->refuse(request, failure);
      });
}

void Put::ready(std::uint64_t request, std::vector<Step> steps) {
  if (stopped_) return asker_->refuse(request, stopped_);
  steps_ = std::move(steps);
  asker_->answer(
      request,
      {{"transfer", id_}, {"have", steps_.back().at}, {"ladder", json_of(steps_)}});
}

// The part does not stay on a disk that is full.
void Put::failed(const std::exception_ptr& failure) {
  if (stopped_) return;
  stopped_ = failure;
  user_->parts().remove(part_);
  let_go();
}

void Put::must_run() const {
  if (stopped_) std::rethrow_exception(stopped_);
}

void Put::start(std::uint64_t request, std::uint64_t from) {
  must_run();
  const auto step = std::ranges::find(steps_, from, &Step::at);
  if (incoming_ || step == steps_.end()) {
    throw Refusal("offset", "it cannot start there");
  }
  incoming_ = std::make_shared<Incoming>(
      asker_->link(), id_, std::move(file_), *step, wanted_.size,
      [weak = weak_from_this()](const std::exception_ptr& failure) {
        const auto self = weak.lock();
        if (!self) return;
        self->failed(failure);
        self->asker_->tell(self->id_, failure);
      });
  steps_.clear();
  asker_->answer(request, service::Json::object());
  incoming_->start();
}

void Put::take(std::string_view bytes) {
  if (stopped_) return;  // they were on their way
  if (!incoming_)
    throw Refusal("protocol", "bytes for a transfer that has not started");
  incoming_->take(bytes);
}

void Put::end(std::uint64_t request, const std::string& sha256) {
  must_run();
  if (!incoming_ || is_ending_) throw Refusal("protocol", "it has not started");
  is_ending_ = true;
  incoming_->when_written(
      [self = shared_from_this(), request, sha256] { self->settle(request, sha256); });
}

void Put::settle(std::uint64_t request, const std::string& sha256) {
  const Step& written = incoming_->written();
  if (written.at == wanted_.size && written.digest.digest() == sha256) {
    return commit(request);
  }
  if (written.at == wanted_.size) user_->parts().remove(part_);
  asker_->forget(id_);
  const char* code = written.at == wanted_.size ? "digest" : "stalled";
  asker_->refuse(request, std::make_exception_ptr(
                              Refusal(code, "what came is not what was meant")));
}

void Put::commit(std::uint64_t request) {
  const auto replaced = std::make_shared<std::optional<std::uint64_t>>();
  service::in_worker(
      asker_->link()->handle()->loop,
      [self = shared_from_this(), replaced] { self->become_file(*replaced); },
      [self = shared_from_this(), replaced,
       request](const std::exception_ptr& failure) {
        if (*replaced) self->is_file(**replaced);
        self->committed(request, failure);
      });
}

// In a worker. Sets `replaced` when it has the name, and may fail after that.
void Put::become_file(std::optional<std::uint64_t>& replaced) const {
  const Home& home = user_->home();
  const Fd parent = home.open_parent(wanted_.path);
  make_last(fd());
  {
    const std::lock_guard lock(home.names());
    replaced = name_it(user_->parts().fd(), part_, parent.get(), wanted_.path.back(),
                       wanted_.replace);
  }
  make_names_last(parent.get());
}

void Put::is_file(std::uint64_t replaced) {
  reservation_->use(replaced);
  reservation_.reset();
}

void Put::committed(std::uint64_t request, const std::exception_ptr& failure) {
  asker_->forget(id_);
  if (failure) return asker_->refuse(request, failure);
  asker_->log("put " + service::text_of(wanted_.path) + " " +
              std::to_string(wanted_.size));
  asker_->answer(request, {{"size", wanted_.size},
                           {"sha256", incoming_->written().digest.digest()}});
}

void Put::stop(const std::string& code, const std::string& text) {
  if (stopped_ || is_ending_) return;
  stopped_ = std::make_exception_ptr(Refusal(code, text));
  asker_->tell(id_, stopped_);
  if (!incoming_) return let_go();
  incoming_->cancel();
  // The next who takes the part has to wait for a worker that still writes.
  incoming_->when_written([self = shared_from_this()] { self->let_go(); });
}

void Put::tick(service::Millis now) {
  const bool is_late = incoming_ ? now - incoming_->last_progress() > kStalled
                                 : now - begun_ > service::Visitor::kIdle;
  if (is_late) stop("stalled", "nothing came in time");
}

}  // namespace files
