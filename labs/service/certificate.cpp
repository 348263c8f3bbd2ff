#include "service/certificate.hpp"

#include <fcntl.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>

namespace service {
namespace {

using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using File = std::unique_ptr<std::FILE, Freer<std::fclose>>;

constexpr long kYears = 20L * 365 * 24 * 60 * 60;  // in seconds: the pin is what counts

File create(const std::filesystem::path& path) {
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) throw TlsError(path.string() + ": cannot be made");
  return File(fdopen(fd, "w"));
}

Certificate sign(EVP_PKEY* key) {
  Certificate made(X509_new());
  X509* x509 = made.get();
  X509_set_version(x509, X509_VERSION_3);
  std::uint32_t serial = 0;
  RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial);
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(x509), serial);
  X509_gmtime_adj(X509_getm_notBefore(x509), 0);
  X509_gmtime_adj(X509_getm_notAfter(x509), kYears);
  X509_set_pubkey(x509, key);
  X509_NAME* name = X509_get_subject_name(x509);
  const auto* text = reinterpret_cast<const unsigned char*>("stickylab");
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
  X509_set_issuer_name(x509, name);
  if (X509_sign(x509, key, EVP_sha256()) == 0) throw tls_failure("X509_sign");
  return made;
}

}  // namespace

CertificateFiles certificate_in(const std::filesystem::path& folder) {
  CertificateFiles files{folder / "key.pem", folder / "certificate.pem"};
  if (exists(files.key) && exists(files.certificate)) return files;
  const Key key(EVP_EC_gen("P-256"));
  if (!key) throw tls_failure("EVP_EC_gen");
  const Certificate certificate = sign(key.get());
  const File key_file = create(files.key);
  const File certificate_file = create(files.certificate);
  if (PEM_write_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr,
                           nullptr) != 1 ||
      PEM_write_X509(certificate_file.get(), certificate.get()) != 1) {
    throw tls_failure(folder.string() + ": key and certificate");
  }
  return files;
}

}  // namespace service
