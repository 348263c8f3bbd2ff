// The frame decoder of lab 21: however the stream is cut, it gives the same.
#include "frame_decoder.hpp"

#include <doctest/doctest.h>
#include <malloc.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace {

using Error = FrameDecoder::Error;
using Bodies = std::vector<std::string>;

constexpr std::uint32_t kLongest = 300;

std::string header(std::uint32_t length) {
  std::string bytes;
  for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(length >> shift);
  return bytes;
}

std::string frame(const std::string& body) {
  return header(static_cast<std::uint32_t>(body.size())) + body;
}

std::string frames(const Bodies& bodies) {
  std::string stream;
  for (const std::string& body : bodies) stream += frame(body);
  return stream;
}

/// Short ones, so that every cut can be tried: empty ones, zeros, a body that looks like a header.
const Bodies kShort = {"", "a", "hello", "", header(3), std::string(9, '\0')};

/// What a stream gives, piece by piece: the bodies, and how it ended.
struct Decoded {
  Bodies bodies;
  Error error = Error::none;

  friend bool operator==(const Decoded&, const Decoded&) = default;
};

/// The decoder, and the promise about its memory, checked after every step.
class Reader {
 public:
  explicit Reader(std::uint32_t longest = kLongest) : decoder_(longest) {}

  void feed(std::string_view piece) {
    const std::string copy(piece);  // of exactly this size: a sanitizer sees what is read beyond
    std::string_view bytes = copy;
    received_ += bytes.size();
    while (const auto body = decoder_.next(bytes)) {
      given_ += FrameDecoder::kHeader + body->size();
      decoded_.bodies.emplace_back(*body);
    }
    const std::size_t waiting = received_ - bytes.size() - given_;
    const bool bounded = decoder_.reserved() <= waiting + FrameDecoder::kAhead;
    CHECK(bounded);
    const bool used_up = bytes.empty() || decoder_.error() != Error::none;
    CHECK(used_up);
  }

  const Bodies& bodies() const { return decoded_.bodies; }

  Decoded end() {
    const bool good = decoder_.finish();
    decoded_.error = decoder_.error();
    CHECK(good == (decoded_.error == Error::none));
    return decoded_;
  }

 private:
  FrameDecoder decoder_;
  Decoded decoded_;
  std::size_t received_ = 0;
  std::size_t given_ = 0;
};

/// Cut at these offsets, which ascend.
Decoded decode(std::string_view stream, const std::vector<std::size_t>& cuts = {}) {
  Reader reader;
  std::size_t from = 0;
  for (const std::size_t cut : cuts) {
    reader.feed(stream.substr(from, cut - from));
    from = cut;
  }
  reader.feed(stream.substr(from));
  return reader.end();
}

Decoded one_by_one(std::string_view stream) {
  Reader reader;
  for (std::size_t i = 0; i < stream.size(); ++i) reader.feed(stream.substr(i, 1));
  return reader.end();
}

/// The same by the book, of the whole stream: what `decode` is compared with.
Decoded expected(std::string_view stream) {
  Decoded result;
  while (!stream.empty()) {
    if (stream.size() < 4) return {result.bodies, Error::cut_short};
    std::uint32_t length = 0;
    for (const unsigned char c : stream.substr(0, 4)) length = length * 256 + c;
    if (length > kLongest) return {result.bodies, Error::too_long};
    if (stream.size() - 4 < length) return {result.bodies, Error::cut_short};
    result.bodies.emplace_back(stream.substr(4, length));
    stream.remove_prefix(4 + length);
  }
  return result;
}

void check_every_cut(std::string_view stream) {
  const Decoded wanted = expected(stream);
  CHECK(one_by_one(stream) == wanted);
  for (std::size_t a = 0; a <= stream.size(); ++a) {
    CAPTURE(a);
    REQUIRE(decode(stream, {a}) == wanted);
    for (std::size_t b = a; b <= stream.size(); ++b) REQUIRE(decode(stream, {a, b}) == wanted);
  }
}

std::size_t heap_in_use() {
  const auto info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("frames come out as they were put in, empty ones too") {
    CHECK(decode(frames(kShort)) == Decoded{kShort, Error::none});
    CHECK(decode("") == Decoded{});
    CHECK(decode(frames({std::string(kLongest, 'x')})).bodies.size() == 1);
  }

  TEST_CASE("a frame comes with its last byte, an empty one with its length") {
    Reader reader;
    const std::string stream = frames({"ab", ""});
    std::vector<std::size_t> seen;
    for (const char byte : stream) {
      reader.feed({&byte, 1});
      seen.push_back(reader.bodies().size());
    }
    CHECK(seen == std::vector<std::size_t>{0, 0, 0, 0, 0, 1, 1, 1, 1, 2});
  }

  TEST_CASE("every prefix, and every two-way and three-way cut of it") {
    const std::string stream = frames(kShort);
    for (std::size_t size = 0; size <= stream.size(); ++size) {
      CAPTURE(size);
      check_every_cut(std::string_view(stream).substr(0, size));
    }
  }

  TEST_CASE("the end inside a frame is an error at every byte, between two it is none") {
    const std::string stream = frames(kShort);
    std::vector<std::size_t> good_ends = {0};
    for (const std::string& body : kShort) good_ends.push_back(good_ends.back() + 4 + body.size());
    for (std::size_t size = 0; size <= stream.size(); ++size) {
      const bool good = std::find(good_ends.begin(), good_ends.end(), size) != good_ends.end();
      CAPTURE(size);
      CHECK(decode(stream.substr(0, size)).error == (good ? Error::none : Error::cut_short));
    }
  }

  TEST_CASE("the end right after a complete header is an error, unless it said 0") {
    CHECK(decode(header(1)).error == Error::cut_short);
    CHECK(decode(header(kLongest), {4}).error == Error::cut_short);
    CHECK(decode(header(0)) == Decoded{{""}, Error::none});
  }

  TEST_CASE("random streams, cut at random") {
    constexpr int kStreams = 2'000;
    for (std::uint64_t seed = 1; seed <= kStreams; ++seed) {
      CAPTURE(seed);
      std::mt19937_64 random(seed);
      std::string stream;
      for (std::uint64_t i = random() % 20; i > 0; --i) {
        std::string body(random() % (seed % 2 == 0 ? 9 : kLongest + 1), '\0');
        for (char& c : body) c = static_cast<char>(random());
        stream += frame(body);
      }
      if (random() % 4 == 0) stream.resize(stream.size() - stream.size() / 3);
      if (random() % 8 == 0) stream += header(kLongest + 1 + static_cast<std::uint32_t>(seed));
      std::vector<std::size_t> cuts;
      const std::uint64_t gap = 1 + random() % 64;
      for (std::size_t at = 1; at < stream.size(); ++at)
        if (random() % gap == 0) cuts.push_back(at);
      REQUIRE(decode(stream, cuts) == expected(stream));
    }
  }

  TEST_CASE("too long a body is refused at its header, however that is cut, and for good") {
    const std::uint32_t lengths[] = {kLongest + 1, 0x10000,    0x7fffffff,
                                     0x80000000,   0xfffffffc, 0xffffffff};
    for (const std::uint32_t length : lengths) {
      const std::string stream = frame("good") + header(length) + frame("never");
      for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        CAPTURE(length);
        CAPTURE(cut);
        CHECK(decode(stream, {cut}) == Decoded{{"good"}, Error::too_long});
      }
    }
    CHECK(decode(frame(std::string(kLongest, 'x'))).error == Error::none);
  }

  TEST_CASE("after an error it stays in error, and takes no more bytes") {
    FrameDecoder hostile(kLongest);
    FrameDecoder cut(kLongest);
    const std::string too_long = header(0xffffffff);
    std::string_view bytes = too_long;
    CHECK_FALSE(hostile.next(bytes).has_value());
    bytes = std::string_view(too_long).substr(0, 3);
    CHECK_FALSE(cut.next(bytes).has_value());
    CHECK_FALSE(cut.finish());
    for (FrameDecoder* decoder : {&hostile, &cut}) {
      const Error error = decoder->error();
      CHECK(error != Error::none);
      const std::string good = frame("good");
      bytes = good;
      CHECK_FALSE(decoder->next(bytes).has_value());
      CHECK(bytes == good);
      CHECK_FALSE(decoder->finish());
      CHECK(decoder->error() == error);
      CHECK(decoder->reserved() == 0);
    }
  }

  TEST_CASE("the largest cap allows the largest length, and nothing is reserved for it") {
    FrameDecoder decoder(0xffffffff);
    const std::string start = header(0xffffffff) + "x";
    std::string_view bytes = start;
    CHECK_FALSE(decoder.next(bytes).has_value());
    CHECK(decoder.error() == Error::none);
    CHECK(decoder.reserved() <= 1 + FrameDecoder::kAhead);
  }

  TEST_CASE("memory follows what was received, not what a header says") {
    constexpr std::uint32_t kHuge = 1 << 30;
    constexpr std::size_t kPiece = 10'000;
    constexpr std::size_t kOverhead = 8192;  // of the allocator: it maps whole pages
    const std::string piece(kPiece, 'x');
    const std::size_t before = heap_in_use();
    FrameDecoder decoder(kHuge);
    std::string start = header(kHuge);
    std::string_view bytes = start;
    CHECK_FALSE(decoder.next(bytes).has_value());
    CHECK(decoder.reserved() == 0);
    for (std::size_t received = kPiece; received <= 200 * kPiece; received += kPiece) {
      bytes = piece;
      CHECK_FALSE(decoder.next(bytes).has_value());
      CHECK(bytes.empty());
      CHECK(decoder.reserved() <= received + FrameDecoder::kAhead);
      CHECK(heap_in_use() - before <= received + FrameDecoder::kAhead + kOverhead);
    }
  }

  TEST_CASE("the memory of a long frame is given back when the next one is asked for") {
    constexpr std::size_t kLong = 10 * FrameDecoder::kAhead;
    FrameDecoder decoder(kLong);
    const std::string stream = frame(std::string(kLong, 'x')) + frame("next");
    std::string_view first = std::string_view(stream).substr(0, 100);
    CHECK_FALSE(decoder.next(first).has_value());
    std::string_view rest = std::string_view(stream).substr(100);
    CHECK(decoder.next(rest) == std::string(kLong, 'x'));
    CHECK(decoder.reserved() >= kLong);
    CHECK(decoder.next(rest) == "next");
    CHECK(decoder.reserved() == 0);
  }

  TEST_CASE("a body that lies whole in the bytes is not copied, also where its header is cut") {
    const std::string stream = frames({"first", "second"});
    const auto lies_in_stream = [&](std::string_view body) {
      return body.data() >= stream.data() && body.data() < stream.data() + stream.size();
    };
    for (std::size_t cut = 0; cut <= 4; ++cut) {
      FrameDecoder decoder(kLongest);
      std::string_view bytes = std::string_view(stream).substr(0, cut);
      CHECK_FALSE(decoder.next(bytes).has_value());
      bytes = std::string_view(stream).substr(cut);
      for (const char* wanted : {"first", "second"}) {
        const auto body = decoder.next(bytes);
        REQUIRE(body.has_value());
        CHECK(*body == wanted);
        CHECK(lies_in_stream(*body));
      }
      CHECK(decoder.reserved() == 0);
    }
  }

  TEST_CASE("a body in pieces outlives the bytes that it came in, until the next call") {
    FrameDecoder decoder(kLongest);
    std::string piece = header(6) + "abc";
    std::string_view bytes = piece;
    CHECK_FALSE(decoder.next(bytes).has_value());
    piece.assign(piece.size(), '?');
    std::string last = "def";
    bytes = last;
    const auto body = decoder.next(bytes);
    last.assign(last.size(), '?');
    REQUIRE(body.has_value());
    CHECK(*body == "abcdef");
  }

  TEST_CASE("a decoder can be moved in the middle of a frame, with its connection") {
    FrameDecoder first(kLongest);
    std::string_view bytes("\0\0\0\5he", 6);
    CHECK_FALSE(first.next(bytes).has_value());
    FrameDecoder second = std::move(first);
    bytes = "llo";
    CHECK(second.next(bytes) == "hello");
    CHECK(second.finish());
  }
}
