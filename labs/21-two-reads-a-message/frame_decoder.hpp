// Frames out of a stream, however the stream is cut. A frame is a length, 4 bytes,
// big-endian, and a body of so many bytes; a body may be empty.
//
//   FrameDecoder decoder(1 << 20);  // the longest body that is allowed
//   char buffer[65'536];
//   ssize_t size;
//   while ((size = recv(fd, buffer, sizeof buffer, 0)) > 0) {
//     std::string_view bytes(buffer, size);
//     while (auto body = decoder.next(bytes)) use(*body);
//   }
//   if (!decoder.finish()) …  // a body too long, or the end inside a frame
//
// It believes no length: it holds the bytes of one frame that is not complete yet, and
// memory for kAhead more at most. C++17, this file alone.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <string_view>

class FrameDecoder {
 public:
  enum class Error : std::uint8_t { none, too_long, cut_short };

  static constexpr std::size_t kHeader = 4;
  static constexpr std::size_t kAhead = 16'384;

  explicit FrameDecoder(std::uint32_t longest) : longest_(longest) {}

  // The next body. What it used is gone from the front of `bytes`. Nothing: `bytes` is
  // used up, or there is an error. A body that lies whole in `bytes` is not copied: it
  // is a view of them. Else it is a view of the decoder's memory, until the next call.
  std::optional<std::string_view> next(std::string_view& bytes) {
    if (given_) forget();
    if (header_size_ == 0 && bytes.size() >= kHeader) {
      const std::uint32_t length = length_at(bytes.data());
      if (length <= longest_ && length <= bytes.size() - kHeader) {
        bytes.remove_prefix(kHeader);
        return front(bytes, length);
      }
    }
    return next_of_pieces(bytes);
  }

  // The stream has ended. False: inside a frame, or there was an error before.
  bool finish() {
    if (error_ == Error::none && header_size_ > 0) error_ = Error::cut_short;
    return error_ == Error::none;
  }

  // Once there is an error it stays, and no more bodies come.
  Error error() const {
    return error_;
  }

  // Bytes of memory that it holds.
  std::size_t reserved() const {
    return reserved_;
  }

 private:
  struct Free {
    void operator()(char* memory) const {
      std::free(memory);
    }
  };

  static std::uint32_t length_at(const char* at) {
    const auto byte = [at](int i) {
      return std::uint32_t{static_cast<unsigned char>(at[i])};
    };
    return byte(0) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3);
  }

  static std::string_view front(std::string_view& bytes, std::size_t size) {
    const std::string_view taken = bytes.substr(0, size);
    bytes.remove_prefix(size);
    return taken;
  }

  // A frame that began in bytes that are gone, or that is not complete, or too long.
  std::optional<std::string_view> next_of_pieces(std::string_view& bytes) {
    if (error_ != Error::none) return std::nullopt;
    const auto header = front(bytes, std::min(kHeader - header_size_, bytes.size()));
    std::copy(header.begin(), header.end(), header_ + header_size_);
    header_size_ += header.size();
    if (header_size_ < kHeader) return std::nullopt;
    const std::uint32_t length = length_at(header_);
    if (length > longest_) {
      error_ = Error::too_long;
      return std::nullopt;
    }
    const bool whole = body_size_ == 0 && bytes.size() >= length;
    const std::string_view body = whole ? front(bytes, length) : append(bytes, length);
    if (body.size() < length) return std::nullopt;
    header_size_ = 0;
    return body;
  }

  // What there is of the body, in the decoder's memory.
  std::string_view append(std::string_view& bytes, std::size_t length) {
    const std::size_t size = std::min(length, body_size_ + bytes.size());
    if (size > reserved_) reserve(std::min(length, size + kAhead));
    const std::string_view piece = front(bytes, size - body_size_);
    std::copy(piece.begin(), piece.end(), body_.get() + body_size_);
    body_size_ = size;
    given_ = size == length;
    return {body_.get(), size};
  }

  // realloc does not copy what is large, it maps the pages elsewhere: so growing in
  // small steps is cheap.
  void reserve(std::size_t size) {
    void* memory = std::realloc(body_.get(), size);
    if (memory == nullptr) throw std::bad_alloc();
    static_cast<void>(body_.release());
    body_.reset(static_cast<char*>(memory));
    reserved_ = size;
  }

  void forget() {
    given_ = false;
    body_size_ = 0;
    if (reserved_ <= kAhead) return;
    body_.reset();
    reserved_ = 0;
  }

  std::uint32_t longest_;
  Error error_ = Error::none;
  bool given_ = false;  // the body in body_ has been returned
  char header_[kHeader]{};
  std::size_t header_size_ = 0;  // of the frame that is not complete; 0: there is none
  std::unique_ptr<char, Free> body_;
  std::size_t body_size_ = 0;
  std::size_t reserved_ = 0;
};
