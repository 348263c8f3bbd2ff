// The key of a server and the certificate that it signs itself.
#pragma once

#include <filesystem>

#include "service/channel.hpp"

namespace service {

struct CertificateFiles {
  std::filesystem::path key;
  std::filesystem::path certificate;
};

// Makes what is not there: a key on the curve P-256 and its certificate, both readable
// for their owner only. Throws TlsError.
CertificateFiles certificate_in(const std::filesystem::path& folder);

// Gives OpenSSL's words for its last failure, after `what`.
TlsError tls_failure(const std::string& what);

}  // namespace service
