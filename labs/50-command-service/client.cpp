#include "client.hpp"

namespace commands {

using service::Json;

Json Client::run(Json order, const Said& said, std::optional<int> input) {
  order["stdin"] = input.has_value();
  said_ = &said;
  if (input) {
    feed_.emplace(loop(), *input, [this](std::string_view bytes) { give(bytes); });
  }
  const auto done = [this](void*) {
    said_ = nullptr;
    feed_.reset();
  };
  const std::unique_ptr<Client, decltype(done)> while_it_runs(this, done);
  return call("run", std::move(order));
}

void Client::kill() {
  if (said_ != nullptr) ask("kill", {{"command", wanted()}});
}

void Client::give(std::string_view input) {
  link()->send_block(
      service::stream_frame('i', static_cast<std::uint32_t>(wanted()), input));
}

void Client::take(char kind, std::string_view rest) {
  if (said_ == nullptr) return;
  if (kind == 'g' && feed_) return feed_->granted(service::grant_of(rest).second.limit);
  if (kind != 'o' && kind != 'e') return;
  try {
    (*said_)(kind == 'o' ? Stream::output : Stream::errors,
             service::stream_of(rest).bytes);
  } catch (...) {
    fail(std::current_exception());
  }
}

}  // namespace commands
