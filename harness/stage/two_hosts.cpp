// The two-host stage: sender and receiver on hosts of their own, a wire between them.
#include <fcntl.h>
#include <sched.h>

#include <map>
#include <optional>

#include "stage/net/hosts.hpp"
#include "stage/net/links.hpp"
#include "stage/net/wire.hpp"
#include "stage/ports.hpp"
#include "stage/stage.hpp"

namespace stickylab {
namespace {

class TwoHosts : public Stage {
 public:
  explicit TwoHosts(const RunSpec& spec)
      : spec_(spec),
        hosts_({.mtu = spec.mtu, .patient = spec.stepped || !spec.wire.holds.empty()}) {}

  std::string address(Actor actor) const override {
    return host(actor) == 0 ? kSenderHost : kReceiverHost;
  }
  Endpoint place(Actor actor) override { return {address(actor), ports_[host(actor)].of(actor)}; }

  bool enter(Actor actor) const override {
    return setns(hosts_.ns(host(actor)), CLONE_NEWNET) == 0;
  }

  void on_host(Actor actor, const std::function<void()>& what) const override {
    const Fd middle(must(open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC), "open"));
    if (!enter(actor)) throw_errno("setns");
    what();
    must(setns(middle.get(), CLONE_NEWNET), "setns");
  }

  void attach(Loop& loop, Recorder& recorder, const std::function<int(Actor)>& reads) override {
    Links links;
    const std::array<int, 2> cables = {links.index(Hosts::port(0)), links.index(Hosts::port(1))};
    wire_.emplace(loop, recorder, cables, spec_.wire, [reads] { return reads(kReceiver); });
  }

  Wire* wire() override { return &*wire_; }

  void finish() override {
    wire_->finish();
    wire_.reset();
  }

  std::vector<std::string> evidence() const override { return {"wire", "kernel"}; }

 private:
  int host(Actor actor) const { return spec_.spec_of(actor).host; }

  const RunSpec& spec_;
  Hosts hosts_;
  std::map<int, Ports> ports_;  ///< by host
  std::optional<Wire> wire_;
};

}  // namespace

std::unique_ptr<Stage> make_two_hosts(const RunSpec& spec) {
  return std::make_unique<TwoHosts>(spec);
}

std::unique_ptr<Stage> make_stage(const RunSpec& spec) {
  switch (spec.info.net) {
    case Net::two_hosts:
      return make_two_hosts(spec);
    case Net::one_host:
      return make_one_host(spec);
    case Net::loopback:
      break;
  }
  return make_loopback(spec);
}

}  // namespace stickylab
