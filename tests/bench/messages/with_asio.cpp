// Asio: into a buffer that takes what comes, which reads as much at once as there is room for, and
// with a read for each part of a message.
#include <arpa/inet.h>

#include <asio.hpp>
#include <cstring>
#include <vector>

#include "readers.hpp"

namespace readers {
namespace {

using Socket = asio::ip::tcp::socket;

class Streambuf {
 public:
  Streambuf(Socket socket, std::size_t room) : socket_(std::move(socket)) { input_.prepare(room); }

  void read(std::size_t at_least) {
    asio::async_read(socket_, input_, asio::transfer_at_least(at_least),
                     [this](const asio::error_code& error, std::size_t) {
                       if (!error) read(take_messages());
                     });
  }

  const Count& count() const { return count_; }

 private:
  /// How many bytes are missing from the next.
  std::size_t take_messages() {
    for (;;) {
      std::uint32_t length = 0;
      if (input_.size() < sizeof length) return sizeof length - input_.size();
      std::memcpy(&length, input_.data().data(), sizeof length);
      const std::size_t size = sizeof length + ntohl(length);
      if (input_.size() < size) return size - input_.size();
      ++count_.messages;
      count_.bytes += size;
      input_.consume(size);
    }
  }

  Socket socket_;
  asio::streambuf input_;
  Count count_;
};

class TwoReads {
 public:
  explicit TwoReads(Socket socket) : socket_(std::move(socket)), body_(kLongest) {}

  void read() {
    asio::async_read(socket_, asio::buffer(&length_, sizeof length_),
                     [this](const asio::error_code& error, std::size_t) {
                       if (!error && ntohl(length_) <= kLongest) read_body();
                     });
  }

  const Count& count() const { return count_; }

 private:
  void read_body() {
    asio::async_read(socket_, asio::buffer(body_, ntohl(length_)),
                     [this](const asio::error_code& error, std::size_t size) {
                       if (error) return;
                       ++count_.messages;
                       count_.bytes += sizeof length_ + size;
                       read();
                     });
  }

  Socket socket_;
  std::uint32_t length_ = 0;
  std::vector<char> body_;
  Count count_;
};

Count read_into_streambuf(int fd, std::size_t room) {
  asio::io_context context(1);
  Streambuf reader(Socket(context, asio::ip::tcp::v4(), fd), room);
  reader.read(sizeof(std::uint32_t));
  context.run();
  return reader.count();
}

}  // namespace

Count asio_streambuf(int fd) { return read_into_streambuf(fd, 0); }

Count asio_large_streambuf(int fd) { return read_into_streambuf(fd, kBuffer); }

Count asio_two_reads(int fd) {
  asio::io_context context(1);
  TwoReads reader(Socket(context, asio::ip::tcp::v4(), fd));
  reader.read();
  context.run();
  return reader.count();
}

}  // namespace readers
