#include "command/own_bytes.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/input_error.hpp"
#include "command/capture.hpp"

namespace stickylab {
namespace {

constexpr std::string_view kBytes = "bytes:";
constexpr std::string_view kPcap = "pcap:";
constexpr std::string_view kParting = "---\n";

std::string contents_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file)
    throw InputError(
        {"{} cannot be read; name a file that is there", "无法读取 {}；请给出存在的文件"}, path);
  return bytes;
}

/// Where the next line that parts turns begins.
std::size_t next_parting(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    if (text.substr(at).starts_with(kParting) || text.substr(at) == "---") return at;
    if (text.find('\n', at) == std::string_view::npos) break;
  }
  return std::string_view::npos;
}

Stream turns_of(std::string_view text, WrittenEnd as) {
  Stream stream;
  stream.patient = false;
  const bool other_way = text.starts_with(kParting);
  if (other_way) text.remove_prefix(kParting.size());
  if ((as == WrittenEnd::server) != other_way) stream.turns.push_back({0, kUnknownReply});
  for (;;) {
    const std::size_t end = next_parting(text);
    stream.bytes += text.substr(0, end);
    if (end == std::string_view::npos) break;
    text.remove_prefix(std::min(text.size(), end + kParting.size()));
    stream.turns.push_back({stream.bytes.size(), kUnknownReply});
  }
  return stream;
}

}  // namespace

bool is_written(const std::string& end) {
  return end.starts_with(kBytes) || end.starts_with(kPcap);
}

Stream read_written(const std::string& end, WrittenEnd as) {
  Stream stream = end.starts_with(kPcap)
                      ? captured_stream(end.substr(kPcap.size()), as == WrittenEnd::client)
                      : turns_of(contents_of(end.substr(kBytes.size())), as);
  if (stream.bytes.empty())
    throw InputError({"{} has no bytes to say", "{} 里没有可发的字节"}, end);
  const std::size_t size = stream.bytes.size();
  const bool answered = !stream.turns.empty() && stream.turns.back().offset == size;
  if (as == WrittenEnd::client && !answered) stream.turns.push_back({size, kUnknownReply});
  return stream;
}

Stream with_replies(Stream stream, const Recording& uncut, Actor played) {
  std::size_t said = 0;
  std::size_t heard = 0;
  std::size_t turn = 0;
  const auto begin_turns = [&](std::size_t offset) {
    for (; turn < stream.turns.size() && stream.turns[turn].offset <= offset; ++turn)
      stream.turns[turn].replies = heard;
  };
  for (const Event& event : uncut.events) {
    const auto* call = std::get_if<CallReturned>(&event.data);
    if (call == nullptr || event.who != played || call->result <= 0) continue;
    if (call->what.call == Call::recv) {
      heard += call->bytes.size();
      stream.replies += call->bytes;
    } else if (call->what.call == Call::send) {
      begin_turns(said);
      said += call->bytes.size();
    } else {
      continue;
    }
  }
  begin_turns(said);
  return stream;
}

}  // namespace stickylab
