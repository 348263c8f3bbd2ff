// A guest book takes an entry of 5 bytes from one guest, and closes. Then it is started
// again, at the same port. The guest comes back as soon as it is open.
#include <sys/socket.h>
#include <unistd.h>

#include <string>

#include "kit.hpp"

namespace {

constexpr std::size_t kEntry = 5;  // bytes

int listen_at(const sockaddr_storage& where) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0) kit::fail("socket");
  // The kernel keeps the port of a connection for a while after its end, unless the old
  // socket and the new one have both said that they share it.
  kit::set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  const auto* place = reinterpret_cast<const sockaddr*>(&where);
  if (bind(fd, place, sizeof where) < 0) kit::fail("bind");
  if (listen(fd, 1) < 0) kit::fail("listen");
  return fd;
}

// Takes the entry of one guest, and closes.
void serve(int listening) {
  const int guest = accept(listening, nullptr, nullptr);
  if (guest < 0) kit::fail("accept");
  close(listening);
  std::string entry(kEntry, '\0');
  const std::size_t got = kit::receive_all(guest, entry.data(), kEntry);
  if (got < kEntry) kit::refuse("the peer closed inside an entry");
  kit::got_message(entry);
  close(guest);
}

void write_entry(const sockaddr_storage& where, kit::Bytes entry) {
  const int book = kit::connect_to(where);
  kit::send_all(book, entry);
  char none = 0;
  kit::receive_some(book, &none, 1);  // returns when the book has closed
  close(book);
}

void guest(const sockaddr_storage& where) {
  write_entry(where, "first");
  kit::wait_for_step();
  write_entry(where, "again");
}

void guest_book(const sockaddr_storage& where) {
  serve(listen_at(where));
  const int listening = listen_at(where);
  kit::step_done();  // it is open again
  serve(listening);
}

}  // namespace

int main(int argc, char** argv) {
  return kit::run_at(argc, argv, SOCK_STREAM, guest, guest_book);
}
