// SHA-256 as the bytes come, and the ladder of digests by which a transfer resumes.
#pragma once

#include <openssl/evp.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace service {

// "e3b0...": two digits a byte.
std::string hexadecimal(std::string_view bytes);

class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256& other);
  Sha256& operator=(const Sha256& other);

  void add(std::string_view bytes);
  // The digest of what was added so far; more may be added. 64 hexadecimal digits.
  std::string digest() const;

 private:
  struct Free {
    void operator()(EVP_MD_CTX* state) const {
      EVP_MD_CTX_free(state);
    }
  };
  std::unique_ptr<EVP_MD_CTX, Free> state_;
};

std::string sha256(std::string_view bytes);

// The holder of a part of a file says what its beginnings are: the other end resumes at
// the last of them that is one of its own file too. So neither size nor time is
// trusted.
struct Rung {
  std::uint64_t at = 0;  // bytes
  std::string sha256;    // of all below
};
using Ladder = std::vector<Rung>;

constexpr std::uint64_t kLeastStep = 16 << 20;
constexpr std::uint64_t kRungs = 64;  // at most, beside the one at the end

// The places of the rungs if `have` of `size` bytes are there; empty if there are none.
std::vector<std::uint64_t> rungs_of(std::uint64_t have, std::uint64_t size);

}  // namespace service
