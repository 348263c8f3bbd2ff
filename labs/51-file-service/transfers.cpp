// Uploads and downloads of a session.
#include "session.hpp"

namespace files {

using service::Json;
using service::Refusal;

std::uint32_t Session::next_transfer() {
  if (puts_.size() + gets_.size() >= kTransfers) {
    throw Refusal("busy", "too many transfers at a time", 1);
  }
  return ++last_transfer_;
}

void Session::put(Request& request) {
  Wanted wanted{path(request), request.fields.number("size"),
                request.fields.flag("replace")};
  request.fields.done();
  user_->home().open_parent(wanted.path);
  const std::uint32_t id = next_transfer();
  const std::string where = service::text_of(wanted.path);
  const auto old = user_->end_upload(where);
  const auto made = std::make_shared<Put>(as_asker(), user_, id, std::move(wanted));
  user_->begins(where, made);
  puts_[id] = made;
  made->prepare(request.id, old);
}

void Session::get(Request& request) {
  Fd file = user_->home().open_file(path(request));
  service::Ladder ladder = ladder_of(request.fields.must("ladder"));
  request.fields.done();
  const std::uint32_t id = next_transfer();
  gets_[id] = std::make_shared<Get>(as_asker(), id, std::move(file));
  gets_[id]->prepare(request.id, std::move(ladder));
}

void Session::start(Request& request) {
  const auto transfer =
      static_cast<std::uint32_t>(request.fields.number("transfer", UINT32_MAX));
  const std::uint64_t from = request.fields.number("from");
  request.fields.done();
  const auto put = puts_.find(transfer);
  if (put == puts_.end()) throw Refusal("protocol", "there is no such transfer");
  put->second->start(request.id, from);
}

void Session::end(Request& request) {
  const auto transfer =
      static_cast<std::uint32_t>(request.fields.number("transfer", UINT32_MAX));
  const std::string sha256 = request.fields.text("sha256");
  request.fields.done();
  if (const auto put = puts_.find(transfer); put != puts_.end()) {
    const auto kept = put->second;
    return kept->end(request.id, sha256);
  }
  const auto get = gets_.find(transfer);
  if (get == gets_.end()) throw Refusal("protocol", "there is no such transfer");
  const auto kept = get->second;
  kept->end(request.id, sha256);
}

void Session::cancel(Request& request) {
  const auto transfer =
      static_cast<std::uint32_t>(request.fields.number("transfer", UINT32_MAX));
  request.fields.done();
  const auto put = puts_.extract(transfer);
  const auto get = gets_.extract(transfer);
  if (put) put.mapped()->stop("stalled", "the client has cancelled it");
  if (get) get.mapped()->cancel();
  answer(request.id, Json::object());
}

void Session::tell(std::uint32_t transfer, const std::exception_ptr& why) {
  const bool is_known = puts_.contains(transfer) || gets_.contains(transfer);
  if (!link()->is_open() || !is_known) return;
  try {
    std::rethrow_exception(why);
  } catch (const Refusal& refusal) {
    Json told = service::error_reply(0, refusal);
    told["transfer"] = transfer;
    link()->send(service::control_frame(told));
  }
}

void Session::forget(std::uint32_t transfer) {
  puts_.erase(transfer);
  gets_.erase(transfer);
}

// Blocks and grants of a transfer that is over may still be on their way.
void Session::data(const service::Data& block) {
  if (block.transfer > last_transfer_) throw Refusal("protocol", "no such transfer");
  const auto put = puts_.find(block.transfer);
  if (put != puts_.end()) put->second->take(block.bytes);
}

void Session::grant(std::uint32_t transfer, const service::Grant& grant) {
  if (transfer > last_transfer_) throw Refusal("protocol", "no such transfer");
  const auto get = gets_.find(transfer);
  if (get != gets_.end()) get->second->granted(grant);
}

}  // namespace files
