#include "service/digest.hpp"

#include <algorithm>
#include <array>
#include <new>

namespace service {

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text += kDigits[value >> 4];
    text += kDigits[value & 15];
  }
  return text;
}

Sha256::Sha256() : state_(EVP_MD_CTX_new()) {
  if (!state_ || EVP_DigestInit_ex(state_.get(), EVP_sha256(), nullptr) != 1) {
    throw std::bad_alloc();
  }
}

Sha256::Sha256(const Sha256& other) : Sha256() {
  *this = other;
}

Sha256& Sha256::operator=(const Sha256& other) {
  if (EVP_MD_CTX_copy_ex(state_.get(), other.state_.get()) != 1) throw std::bad_alloc();
  return *this;
}

void Sha256::add(std::string_view bytes) {
  EVP_DigestUpdate(state_.get(), bytes.data(), bytes.size());
}

std::string Sha256::digest() const {
  const Sha256 copy(*this);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_DigestFinal_ex(copy.state_.get(), digest.data(), &size);
  return hexadecimal({reinterpret_cast<char*>(digest.data()), size});
}

std::string sha256(std::string_view bytes) {
  Sha256 digest;
  digest.add(bytes);
  return digest.digest();
}

std::vector<std::uint64_t> rungs_of(std::uint64_t have, std::uint64_t size) {
  constexpr std::uint64_t kMebi = 1 << 20;
  const std::uint64_t part = (size + kRungs - 1) / kRungs;
  const std::uint64_t step =
      std::max(kLeastStep, (part + kMebi - 1) / kMebi * kMebi);  // up to a MiB
  std::vector<std::uint64_t> rungs;
  for (std::uint64_t at = step; at < have; at += step) rungs.push_back(at);
  if (have > 0) rungs.push_back(have);
  return rungs;
}

}  // namespace service
