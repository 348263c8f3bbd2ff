#include "get.hpp"

namespace files {

using service::Refusal;

Get::Get(std::shared_ptr<Asker> asker, std::uint32_t id, Fd file)
    : asker_(std::move(asker)),
      id_(id),
      file_(std::move(file)),
      status_(status_of(file_)) {}

void Get::prepare(std::uint64_t request, service::Ladder ladder) {
  const auto steps = std::make_shared<std::vector<Step>>();
  const auto rungs = std::make_shared<service::Ladder>(std::move(ladder));
  service::in_worker(
      asker_->link()->handle()->loop,
      [self = shared_from_this(), steps, rungs] {
        *steps = climb(self->file_.get(), places_of(*rungs));
      },
      [self = shared_from_this(), steps, rungs,
       request](const std::exception_ptr& failure) {
        if (!failure) return self->ready(request, last_agreeing(*steps, *rungs));
        self->asker_->forget(self->id_);
        self->asker_->refuse(request, failure);
      });
}

void Get::ready(std::uint64_t request, const Step& from) {
  const auto size = static_cast<std::uint64_t>(status_.st_size);
  const std::uint64_t at = from.at;
  outgoing_ = std::make_shared<Outgoing>(
      asker_->link(), id_, std::move(file_), from, size,
      [weak = weak_from_this()](const std::string& sha256,
                                const std::exception_ptr& failure) {
        const auto self = weak.lock();
        if (!self) return;
        self->sha256_ = sha256;
        if (failure) self->stop(failure);
      });
  asker_->answer(request, {{"transfer", id_},
                           {"size", size},
                           {"mtime", status_.st_mtim.tv_sec},
                           {"from", at}});
  outgoing_->go_on();
}

void Get::granted(const service::Grant& grant) {
  if (!outgoing_)
    throw Refusal("protocol", "a grant for a transfer that has not started");
  outgoing_->granted(grant);
}

void Get::stop(const std::exception_ptr& why) {
  failure_ = why;
  cancel();
  asker_->tell(id_, why);
}

void Get::tick(service::Millis now) {
  if (failure_ || !outgoing_ || now - outgoing_->last_progress() < kStalled) return;
  stop(std::make_exception_ptr(Refusal("stalled", "nothing was taken for 30 seconds")));
}

void Get::end(std::uint64_t request, const std::string& sha256) {
  asker_->forget(id_);
  if (failure_) std::rethrow_exception(failure_);
  if (!outgoing_ || sha256_.empty())
    throw Refusal("protocol", "not all of it was sent");
  must_be_as_it_was(outgoing_->fd(), status_);
  if (sha256 != sha256_) throw Refusal("digest", "what came is not what was sent");
  asker_->answer(request, {{"size", outgoing_->size()}, {"sha256", sha256_}});
}

}  // namespace files
