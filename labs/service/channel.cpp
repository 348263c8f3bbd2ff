#include "service/channel.hpp"

#include <openssl/err.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>

#include "service/certificate.hpp"
#include "service/digest.hpp"

namespace service {
namespace {

constexpr std::string_view kProtocol("\x0bstickylab/1", 12);  // as ALPN writes it
constexpr std::size_t kRecord = 16'384;                       // bytes of one TLS record

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned offered_size, void*) {
  const int found =
      SSL_select_next_proto(const_cast<unsigned char**>(chosen), size, raw(kProtocol),
                            kProtocol.size(), offered, offered_size);
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK
                                         : SSL_TLSEXT_ERR_ALERT_FATAL;
}

SslContext context(const SSL_METHOD* method) {
  SslContext context(SSL_CTX_new(method));
  if (!context) throw tls_failure("SSL_CTX_new");
  SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION);
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);  // an idle peer costs less
  return context;
}

std::string fingerprint(X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1) {
    throw tls_failure("X509_digest");
  }
  const std::string_view bytes(reinterpret_cast<char*>(digest.data()), size);
  return "SHA256:" + hexadecimal(bytes);
}

}  // namespace

TlsError tls_failure(const std::string& what) {
  const char* reason = ERR_reason_error_string(ERR_get_error());
  ERR_clear_error();
  return TlsError(what + ": " + (reason == nullptr ? "it failed" : reason));
}

SslContext server_context(const std::filesystem::path& folder) {
  SslContext made = context(TLS_server_method());
  const auto [key, certificate] = certificate_in(folder);
  if (SSL_CTX_use_certificate_file(made.get(), certificate.c_str(), SSL_FILETYPE_PEM) !=
          1 ||
      SSL_CTX_use_PrivateKey_file(made.get(), key.c_str(), SSL_FILETYPE_PEM) != 1) {
    throw tls_failure(folder.string() + ": key and certificate");
  }
  SSL_CTX_set_num_tickets(made.get(), 0);  // nobody resumes a session
  SSL_CTX_set_alpn_select_cb(made.get(), choose_protocol, nullptr);
  return made;
}

SslContext client_context() {
  SslContext made = context(TLS_client_method());
  SSL_CTX_set_verify(made.get(), SSL_VERIFY_NONE, nullptr);  // the fingerprint decides
  SSL_CTX_set_alpn_protos(made.get(), raw(kProtocol), kProtocol.size());
  return made;
}

std::string fingerprint_of(SSL_CTX* server) {
  return fingerprint(SSL_CTX_get0_certificate(server));
}

Channel::Channel(SSL_CTX* context, End end)
    : ssl_(SSL_new(context)), in_(BIO_new(BIO_s_mem())), out_(BIO_new(BIO_s_mem())) {
  SSL_set_bio(ssl_.get(), in_, out_);
  if (end == End::server) {
    SSL_set_accept_state(ssl_.get());
  } else {
    SSL_set_connect_state(ssl_.get());
    SSL_do_handshake(ssl_.get());  // the first word; the rest comes with feed
  }
}

void Channel::feed(std::string_view bytes,
                   const std::function<void(std::string_view)>& take) {
  for (; bytes.size() > kRecord; bytes.remove_prefix(kRecord)) {
    feed(bytes.substr(0, kRecord), take);
  }
  ERR_clear_error();
  BIO_write(in_, bytes.data(), static_cast<int>(bytes.size()));
  std::array<char, kRecord> piece;
  while (true) {
    const int size = SSL_read(ssl_.get(), piece.data(), piece.size());
    if (size > 0) {
      take({piece.data(), static_cast<std::size_t>(size)});
      continue;
    }
    const int why = SSL_get_error(ssl_.get(), size);
    if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_ZERO_RETURN) return;
    throw tls_failure("TLS");
  }
}

void Channel::seal(std::string_view bytes) {
  ERR_clear_error();
  if (SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) <= 0) {
    throw tls_failure("SSL_write");
  }
}

std::string Channel::sealed(std::string_view bytes) {
  std::string sealed;
  sealed.reserve(bytes.size() + bytes.size() / 64 + 64);
  for (; !bytes.empty(); bytes.remove_prefix(std::min(kRecord, bytes.size()))) {
    seal(bytes.substr(0, kRecord));
    sealed += output();
  }
  return sealed;
}

void Channel::say_end() {
  if (is_secured()) SSL_shutdown(ssl_.get());
}

std::string Channel::output() {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out_, &bytes);
  std::string taken(bytes, static_cast<std::size_t>(size));
  static_cast<void>(BIO_reset(out_));
  return taken;
}

bool Channel::is_secured() const {
  return SSL_is_init_finished(ssl_.get()) == 1;
}

bool Channel::has_ended() const {
  return (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
}

std::string Channel::peer_fingerprint() const {
  const std::unique_ptr<X509, Freer<X509_free>> certificate(
      SSL_get1_peer_certificate(ssl_.get()));
  if (!certificate) throw TlsError("the server showed no certificate");
  return fingerprint(certificate.get());
}

}  // namespace service
