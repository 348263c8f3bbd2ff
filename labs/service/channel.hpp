// TLS 1.3 without a socket: bytes of the network in, bytes of the program out, and the
// other way round. The server shows a certificate that it signed itself; the client
// knows it by its fingerprint, as ssh does.
#pragma once

#include <openssl/ssl.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace service {

struct TlsError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <auto free>
struct Freer {
  template <class T>
  void operator()(T* object) const {
    free(object);
  }
};
using SslContext = std::unique_ptr<SSL_CTX, Freer<SSL_CTX_free>>;

// Reads `key.pem` and `certificate.pem` in the folder; makes them, readable for their
// owner only, if they are not there. Throws TlsError.
SslContext server_context(const std::filesystem::path& folder);
SslContext client_context();
// "SHA256:" and the digest of the server's own certificate, in hexadecimal digits.
std::string fingerprint_of(SSL_CTX* server);

class Channel {
 public:
  enum class End : char { client, server };

  // The context must live as long.
  Channel(SSL_CTX* context, End end);

  // Takes what came from the peer; hands over what it means, piece by piece, each a
  // view until the next. Throws TlsError if the peer breaks the protocol.
  void feed(std::string_view bytes, const std::function<void(std::string_view)>& take);
  // Seals what is for the peer; only when `is_secured`.
  void seal(std::string_view bytes);
  // Gives them sealed, record by record: OpenSSL keeps the room of the longest write.
  std::string sealed(std::string_view bytes);
  void say_end();  // so that the peer can tell it from a cut
  // Gives what is to be sent, once.
  std::string output();

  bool is_secured() const;
  // The peer has said that no more comes.
  bool has_ended() const;
  // The fingerprint of the peer's certificate; when `is_secured`, at the client.
  std::string peer_fingerprint() const;

 private:
  std::unique_ptr<SSL, Freer<SSL_free>> ssl_;
  BIO* in_;   // owned by ssl_
  BIO* out_;  // owned by ssl_
};

}  // namespace service
