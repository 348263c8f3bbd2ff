// Who asks? The source address of a datagram is whatever its sender wrote. A cookie
// that comes back from an address shows that somebody there reads what is sent to it.
// The server keeps nothing for that: the cookie is a keyed digest of the address and of
// the two minutes in which it was given.
#pragma once

#include <sodium.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

#include "datagram.hpp"
#include "place.hpp"
#include "reliable.hpp"

namespace chat {

using Key = std::array<unsigned char, crypto_shorthash_KEYBYTES>;

inline Key new_key() {
  Key key{};
  randombytes_buf(key.data(), key.size());
  return key;
}

class Cookies {
 public:
  static constexpr Time kAge = std::chrono::minutes(2);

  explicit Cookies(const Key& key) : key_(key) {}

  std::uint64_t of(const Place& place, Time now) const {
    return made(place, now / kAge);
  }
  // For two to four minutes from the moment it was given.
  bool fits(std::uint64_t cookie, const Place& place, Time now) const {
    const auto age = now / kAge;
    return cookie == made(place, age) || cookie == made(place, age - 1);
  }
  // The same for a place at any time; nobody outside can tell which places share bits.
  std::uint64_t number_of(const Place& place) const {
    return made(place, -1);
  }

 private:
  // SipHash-2-4, which is made for this: a short text, 64 bits, a key.
  std::uint64_t made(const Place& place, std::int64_t age) const {
    std::string text;
    for (const std::uint8_t byte : place.address) put(text, byte);
    put(text, place.port);
    put(text, place.scope);
    put(text, static_cast<std::uint64_t>(age));
    std::array<unsigned char, crypto_shorthash_BYTES> digest{};
    crypto_shorthash(digest.data(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), key_.data());
    std::uint64_t cookie = 0;
    for (const unsigned char byte : digest) cookie = cookie << 8 | byte;
    return cookie;
  }

  Key key_;
};

}  // namespace chat
