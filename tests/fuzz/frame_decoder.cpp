// The frame decoder of lab 21 under libFuzzer: `make fuzz`. The first byte is the cap on the
// length, the next two are the seed of the cuts, the rest is the stream.
#include "frame_decoder.hpp"

#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace {

void must(bool holds, const char* what) {
  if (holds) return;
  fprintf(stderr, "not so: %s\n", what);
  abort();
}

struct Decoded {
  std::vector<std::string> bodies;
  FrameDecoder::Error error{};
};

/// Pieces of one byte up to `longest_piece`, each in memory of exactly its size.
Decoded decode(std::string_view stream, std::uint32_t cap, std::size_t longest_piece,
               std::minstd_rand& random) {
  FrameDecoder decoder(cap);
  Decoded decoded;
  std::size_t waiting = 0;
  while (!stream.empty()) {
    const std::size_t size = std::min<std::size_t>(stream.size(), 1 + random() % longest_piece);
    const std::vector<char> piece(stream.begin(), stream.begin() + static_cast<long>(size));
    stream.remove_prefix(size);
    std::string_view bytes(piece.data(), size);
    waiting += size;
    while (const auto body = decoder.next(bytes)) {
      must(body->size() <= cap, "no body is longer than the cap");
      waiting -= FrameDecoder::kHeader + body->size();
      decoded.bodies.emplace_back(*body);
    }
    must(decoder.reserved() <= waiting + FrameDecoder::kAhead, "the memory is bounded");
    must(bytes.empty() || decoder.error() != FrameDecoder::Error::none, "all bytes are used");
  }
  must(decoder.finish() == (decoder.error() == FrameDecoder::Error::none), "finish tells errors");
  decoded.error = decoder.error();
  std::string_view more("\0\0\0\0", 4);
  if (!decoder.finish()) must(!decoder.next(more) && more.size() == 4, "an error stays");
  return decoded;
}

Decoded by_the_book(std::string_view stream, std::uint32_t cap) {
  Decoded decoded;
  while (!stream.empty()) {
    std::uint32_t length = 0;
    for (const unsigned char c : stream.substr(0, 4)) length = length * 256 + c;
    const bool has_length = stream.size() >= 4;
    decoded.error =
        has_length && length > cap ? FrameDecoder::Error::too_long : FrameDecoder::Error::cut_short;
    if (!has_length || length > cap || stream.size() - 4 < length) return decoded;
    decoded.bodies.emplace_back(stream.substr(4, length));
    stream.remove_prefix(4 + length);
  }
  decoded.error = FrameDecoder::Error::none;
  return decoded;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const std::uint32_t caps[] = {0, 1, 64, 1000, 70'000, 0xffffffff};
  const std::uint32_t cap = caps[data[0] % std::size(caps)];
  std::minstd_rand random(data[1] * 256U + data[2]);
  const std::string_view stream(reinterpret_cast<const char*>(data) + 3, size - 3);
  const Decoded wanted = by_the_book(stream, cap);
  // Byte by byte, in small pieces, in large ones; of a long stream in fewer.
  for (const std::size_t longest_piece :
       {1 + stream.size() / 1000, 7 + stream.size() / 100, stream.size() + 1}) {
    const Decoded found = decode(stream, cap, longest_piece, random);
    must(found.bodies == wanted.bodies, "the bodies are the same however the stream is cut");
    must(found.error == wanted.error, "and so is how it ended");
  }
  return 0;
}
