#include "command/network.hpp"

#include <fmt/core.h>

#include "base/input_error.hpp"
#include "base/phrase.hpp"
#include "catalog/catalog.hpp"
#include "stage/available.hpp"

namespace stickylab {
namespace {

constexpr Phrase kFallsBack{
    "two hosts cannot be had here ({0}); loopback instead, without a wire lane. "
    "`stickylab doctor` says how to get them",
    "这里无法建立两台主机（{0}），改用本机回环，没有链路一栏。办法见 `stickylab doctor`"};

/// The reason, as the system words it; empty if `net` can be had here.
std::string why_not(Net net) {
  switch (net) {
    case Net::two_hosts:
      return why_no_two_hosts();
    case Net::one_host:
      return why_no_one_host();
    case Net::loopback:
      break;
  }
  return "";
}

[[noreturn]] void refuse(Net net, const std::string& why) {
  throw InputError({"--net {}: {}; `stickylab doctor` says how to get it",
                    "--net {}：这里用不了（{}）；怎样才能用，见 `stickylab doctor`"},
                   net_name(net), why);
}

}  // namespace

void must_be_available(Net net) {
  if (const std::string why = why_not(net); !why.empty()) refuse(net, why);
}

Net choose_net(const StageOptions& options, Lang lang) {
  own_path();  // throws if there is no /proc
  const Net net = options.net.value_or(Net::two_hosts);
  if (net != Net::two_hosts && options.wire.any())
    throw InputError(
        {"--rtt, --mtu, --loss, --dup, --reorder, --lose and --cut need a wire between hosts, {} "
         "has none: use --net two-hosts",
         "--rtt、--mtu、--loss、--dup、--reorder、--lose 和 --cut 改变的是主机之间的链路，{} "
         "没有链路：请用 --net two-hosts"},
        net_name(net));
  const std::string why = why_not(net);
  if (why.empty()) return net;
  if (options.net || options.wire.any()) refuse(net, why);
  fmt::print(stderr, "stickylab: {}\n", say(kFallsBack, lang, why));
  return Net::loopback;
}

WireSpec wire_of(const WireOptions& options, double rtt_ms) {
  return {.rtt_ms = options.rtt_ms.value_or(rtt_ms),
          .loss = options.loss,
          .duplicate = options.duplicate,
          .reorder = options.reorder,
          .seed = options.seed,
          .holds = {},
          .loses = {},
          .cut_after = options.cut_after};
}

}  // namespace stickylab
