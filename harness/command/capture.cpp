#include "command/capture.hpp"

#include <pcap/pcap.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <optional>

#include "base/input_error.hpp"
#include "recording/ip_header.hpp"

namespace stickylab {
namespace {

constexpr std::uint8_t kTcp = 6;
constexpr std::uint8_t kSynFlag = 2;
constexpr std::uint8_t kAckFlag = 16;

struct CapturedSegment {
  std::string from;  ///< address and port, as bytes
  std::string to;
  std::uint16_t from_port = 0;
  std::uint16_t to_port = 0;
  std::uint32_t seq = 0;
  std::uint8_t flags = 0;
  std::string payload;
};

/// Puts what follows the link's own header behind an Ethernet header.
std::optional<std::string> as_ethernet(int link, std::string_view frame) {
  if (link == DLT_EN10MB) return std::string(frame);
  const std::size_t header = link == DLT_RAW || link == DLT_IPV4 || link == DLT_IPV6 ? 0
                             : link == DLT_NULL || link == DLT_LOOP                  ? 4
                             : link == DLT_LINUX_SLL                                 ? 16
                             : link == DLT_LINUX_SLL2                                ? 20
                                                                                     : frame.size();
  if (frame.size() <= header) return std::nullopt;
  const bool v6 = (static_cast<std::uint8_t>(frame[header]) >> 4) == 6;
  std::string ethernet(12, '\0');
  ethernet += v6 ? std::string("\x86\xdd", 2) : std::string("\x08\x00", 2);
  return ethernet.append(frame.substr(header));
}

std::optional<CapturedSegment> segment_of(std::string_view frame) {
  const auto ip = ip_header_of(frame);
  constexpr std::size_t kLeastTcp = 20;
  if (!ip || ip->protocol != kTcp || ip->fragment_offset != 0) return std::nullopt;
  const std::size_t end = std::min(ip->end, frame.size());
  if (ip->transport + kLeastTcp > end) return std::nullopt;
  const NetworkBytes tcp{frame.substr(ip->transport, end - ip->transport)};
  const std::size_t header = 4U * (tcp.u8(12) >> 4U);
  if (header < kLeastTcp || header > tcp.bytes.size()) return std::nullopt;
  const std::size_t size = ip->is_v6 ? 16 : 4;
  const std::string_view addresses = frame.substr(kEthernetHeader + (ip->is_v6 ? 8 : 12), 2 * size);
  CapturedSegment segment;
  segment.from = std::string(addresses.substr(0, size)).append(tcp.bytes.substr(0, 2));
  segment.to = std::string(addresses.substr(size)).append(tcp.bytes.substr(2, 2));
  segment.from_port = tcp.u16(0);
  segment.to_port = tcp.u16(2);
  segment.seq = tcp.u32(4);
  segment.flags = tcp.u8(13);
  segment.payload = tcp.bytes.substr(header);
  return segment;
}

/// Puts in order what one end said, by its sequence numbers (RFC 9293 section 3.4: modulo 2^32).
class OneSide {
 public:
  void take(const CapturedSegment& segment) {
    const bool syn = (segment.flags & kSynFlag) != 0;
    if (syn || !next_) next_ = next_.value_or(segment.seq + (syn ? 1 : 0));
    if (!segment.payload.empty()) waiting_[segment.seq - *next_ + bytes_.size()] = segment.payload;
    while (!waiting_.empty()) {
      const auto& [at, payload] = *waiting_.begin();
      if (at > bytes_.size()) break;
      const std::size_t known = std::min(bytes_.size() - at, payload.size());
      next_ = *next_ + static_cast<std::uint32_t>(payload.size() - known);
      bytes_ += payload.substr(known);
      waiting_.erase(waiting_.begin());
    }
  }
  const std::string& bytes() const { return bytes_; }
  bool has_gap() const { return !waiting_.empty(); }

 private:
  std::optional<std::uint32_t> next_;
  std::string bytes_;
  std::map<std::size_t, std::string> waiting_;  ///< by its place in the stream
};

struct Conversation {
  std::string client;
  std::string server;
  OneSide said;
  OneSide answered;
  std::vector<Turn> client_turns;
  std::vector<Turn> server_turns;

  void take(const CapturedSegment& segment) {
    const bool of_client = segment.from == client;
    OneSide& from = of_client ? said : answered;
    const OneSide& other = of_client ? answered : said;
    std::vector<Turn>& turns = of_client ? client_turns : server_turns;
    const std::size_t before = from.bytes().size();
    from.take(segment);
    if (from.bytes().size() == before) return;
    const std::size_t heard = turns.empty() ? 0 : turns.back().replies;
    if (other.bytes().size() > heard) turns.push_back({before, other.bytes().size()});
  }
};

std::list<Conversation> conversations_of(const std::string& file) {
  std::array<char, PCAP_ERRBUF_SIZE> error{};
  if (!std::filesystem::is_regular_file(file))
    throw InputError({"pcap: {} is no file; name a capture that is there",
                      "pcap：没有文件 {}；请给出存在的抓包文件"},
                     file);
  const std::unique_ptr<pcap_t, decltype(&pcap_close)> capture(
      pcap_open_offline(file.c_str(), error.data()), &pcap_close);
  if (!capture)
    throw InputError({"pcap: {} is no capture: {}", "pcap：{} 不是抓包文件：{}"}, file,
                     error.data());
  std::list<Conversation> all;
  pcap_pkthdr* header = nullptr;
  const unsigned char* data = nullptr;
  while (pcap_next_ex(capture.get(), &header, &data) == 1) {
    const auto frame = as_ethernet(pcap_datalink(capture.get()),
                                   {reinterpret_cast<const char*>(data), header->caplen});
    const auto segment = frame ? segment_of(*frame) : std::nullopt;
    if (!segment) continue;
    const bool opens = (segment->flags & kSynFlag) != 0 && (segment->flags & kAckFlag) == 0;
    auto found = std::find_if(all.rbegin(), all.rend(), [&](const Conversation& c) {
      return (c.client == segment->from && c.server == segment->to) ||
             (c.client == segment->to && c.server == segment->from);
    });
    if (found == all.rend() || (opens && !found->said.bytes().empty())) {
      const bool by_client =
          opens || ((segment->flags & kSynFlag) == 0 && segment->from_port > segment->to_port);
      Conversation fresh;
      fresh.client = by_client ? segment->from : segment->to;
      fresh.server = by_client ? segment->to : segment->from;
      all.push_back(std::move(fresh));
      found = all.rbegin();
    }
    found->take(*segment);
  }
  all.remove_if(
      [](const Conversation& c) { return c.said.bytes().empty() && c.answered.bytes().empty(); });
  return all;
}

}  // namespace

Stream captured_stream(const std::string& name, bool of_client) {
  const std::size_t sign = name.rfind('#');
  const std::string file = name.substr(0, sign);
  std::list<Conversation> all = conversations_of(file);
  std::size_t number = 1;
  if (sign != std::string::npos) {
    number = std::strtoul(name.c_str() + sign + 1, nullptr, 10);
  } else if (all.size() > 1) {
    throw InputError({"pcap: {} has {} connections with data; say which one: {}#1 to {}#{}",
                      "pcap：{} 里有 {} 个带数据的连接；请指明是哪一个：{}#1 到 {}#{}"},
                     file, all.size(), file, file, all.size());
  }
  if (number == 0 || number > all.size())
    throw InputError({"pcap: {} has {} TCP connections with data, none is number {}",
                      "pcap：{} 里带数据的 TCP 连接有 {} 个，没有第 {} 个"},
                     file, all.size(), number);
  Conversation& chosen = *std::next(all.begin(), static_cast<std::ptrdiff_t>(number) - 1);
  const OneSide& own = of_client ? chosen.said : chosen.answered;
  if (own.has_gap())
    throw InputError({"pcap: {} misses bytes of the connection: there is a gap after byte {}",
                      "pcap：{} 里这个连接缺了数据：第 {} 字节之后有缺口"},
                     file, own.bytes().size());
  Stream stream;
  stream.bytes = own.bytes();
  stream.turns = of_client ? chosen.client_turns : chosen.server_turns;
  stream.replies = (of_client ? chosen.answered : chosen.said).bytes();
  stream.patient = false;
  return stream;
}

}  // namespace stickylab
