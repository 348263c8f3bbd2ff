#include "stage/socket/mother_words.hpp"

#include <sys/socket.h>

#include <cstring>

namespace stickylab {

std::optional<FromMother> take_word(int channel) {
  FromMother taken;
  iovec part{&taken.word, sizeof taken.word};
  alignas(cmsghdr) char room[CMSG_SPACE(sizeof(ucred))];
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = room;
  message.msg_controllen = sizeof room;
  if (recvmsg(channel, &message, MSG_DONTWAIT) != sizeof taken.word) return std::nullopt;
  const cmsghdr* held = CMSG_FIRSTHDR(&message);
  if (held == nullptr || held->cmsg_type != SCM_CREDENTIALS) return std::nullopt;
  ucred credentials{};
  std::memcpy(&credentials, CMSG_DATA(held), sizeof credentials);
  taken.from = credentials.pid;
  return taken;
}

bool give_birth(int channel, const std::array<int, kGifts>& fds) {
  MotherWord word = MotherWord::fork;
  iovec part{&word, sizeof word};
  alignas(cmsghdr) char room[CMSG_SPACE(sizeof fds)]{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = room;
  message.msg_controllen = sizeof room;
  cmsghdr* held = CMSG_FIRSTHDR(&message);
  held->cmsg_level = SOL_SOCKET;
  held->cmsg_type = SCM_RIGHTS;
  held->cmsg_len = CMSG_LEN(sizeof fds);
  std::memcpy(CMSG_DATA(held), fds.data(), sizeof fds);
  return sendmsg(channel, &message, MSG_NOSIGNAL) == sizeof word;
}

}  // namespace stickylab
