// The cables on which a frame goes out, learnt as an Ethernet switch learns it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace stickylab {

/// Remembers on which cable each address sends, IEEE 802.1Q clause 8.7. Cables are numbered by the
/// caller.
class Switch {
 public:
  /// Must be given each whole frame as it comes in.
  void learn(std::string_view frame, std::size_t cable) {
    cables_[std::string(frame.substr(kAddressBytes, kAddressBytes))] = cable;
  }

  /// The cable that leads to the frame's destination; none if it goes out on all others: its
  /// address has not been heard from, or is that of a group.
  std::optional<std::size_t> cable_to(std::string_view frame) const {
    const auto found = cables_.find(std::string(frame.substr(0, kAddressBytes)));
    return found == cables_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  static constexpr std::size_t kAddressBytes = 6;  // destination, then source

  std::map<std::string, std::size_t> cables_;
};

}  // namespace stickylab
