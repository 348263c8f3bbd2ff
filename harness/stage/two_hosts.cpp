// The stage of several hosts, two unless the cast wants more, and the wire between them.
#include <fcntl.h>
#include <sched.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

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
        hosts_({.hosts = hosts_of(spec),
                .mtu = spec.mtu,
                .patient = spec.stepped || !spec.wire.holds.empty()}) {}

  std::string address(Actor actor) const override { return host_address(host(actor)); }
  Endpoint place(Actor actor) override {
    const int on = host(actor);
    return {host_address(on), ports_[on].of(actor), host_address6(on)};
  }

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
    std::vector<Cable> cables;
    for (const int number : hosts_of(spec_))
      cables.push_back({links.index(Hosts::port(number)), number, first_on(number)});
    wire_.emplace(loop, recorder, cables, spec_.wire, [reads] { return reads(kReceiver); });
  }

  Wire* wire() override { return &*wire_; }

  void finish() override {
    wire_->finish();
    wire_.reset();
  }

  std::vector<std::string> evidence() const override { return {"wire", "kernel"}; }

 private:
  /// The hosts on which programs are, in order.
  static std::vector<int> hosts_of(const RunSpec& spec) {
    std::set<int> hosts;
    for (const ProgramSpec& program : spec.programs) hosts.insert(program.host);
    return {hosts.begin(), hosts.end()};
  }

  Actor first_on(int number) const {
    const auto on_it = [&](const ProgramSpec& program) { return program.host == number; };
    const auto& all = spec_.programs;
    return static_cast<Actor>(std::find_if(all.begin(), all.end(), on_it) - all.begin());
  }

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
