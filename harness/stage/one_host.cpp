// The one-host stage: all programs on a host of their own, whose loopback device is watched.
#include <optional>

#include "base/system_error.hpp"
#include "stage/net/capture.hpp"
#include "stage/net/links.hpp"
#include "stage/net/own_network.hpp"
#include "stage/ports.hpp"
#include "stage/stage.hpp"

namespace stickylab {
namespace {

class OneHost : public Stage {
 public:
  explicit OneHost(Actor started_first) : started_first_(started_first) {
    if (!enter_own_network()) throw_errno("make a network namespace");
  }

  std::string address(Actor) const override { return "127.0.0.1"; }
  Endpoint place(Actor actor) override { return {address(actor), ports_.of(actor), "::1"}; }

  bool enter(Actor) const override { return true; }

  void attach(Loop& loop, Recorder& recorder, const std::function<int(Actor)>&) override {
    capture_.emplace(loop, recorder, Links().index("lo"), started_first_);
  }

  void finish() override {
    capture_->finish();
    capture_.reset();
  }

  std::vector<std::string> evidence() const override { return {"wire", "kernel"}; }

 private:
  Actor started_first_;
  Ports ports_;
  std::optional<Capture> capture_;
};

}  // namespace

std::unique_ptr<Stage> make_one_host(const RunSpec& spec) {
  return std::make_unique<OneHost>(is_awaited(spec, kSender) ? kSender : kReceiver);
}

}  // namespace stickylab
