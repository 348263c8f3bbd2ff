// The client's end of a session. Each call returns when its answer is there, and throws
// Refusal with the server's words, or Lost.
#pragma once

#include <uv.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "incoming.hpp"
#include "outgoing.hpp"
#include "service/link.hpp"

namespace files {

// The connection is gone. It may be worth another try.
struct Lost : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Client : public service::Link::Listener,
               public std::enable_shared_from_this<Client> {
 public:
  // Says whether a server with that fingerprint is the right one; it is asked before a
  // byte is sent. Without TLS it is not asked.
  using Trusts = std::function<bool(const std::string& fingerprint)>;
  // The far end has written so many of `total` bytes; so many were there before.
  using Shown = std::function<void(std::uint64_t written, std::uint64_t total,
                                   std::uint64_t resumed)>;

  static std::shared_ptr<Client> connect(uv_loop_t* loop, SSL_CTX* context,
                                         const std::string& host,
                                         const std::string& port, const Trusts& trusts);

  void log_in(const std::string& user, const std::string& password);
  service::Json call(const std::string& what,
                     service::Json fields = service::Json::object());
  // Both give the digest. A part of an earlier try is gone on with.
  std::string put(const std::string& local, const std::string& path, bool replace,
                  const Shown& shown);
  std::string get(const std::string& path, const std::string& local, bool replace,
                  const Shown& shown);
  void bye();
  void close();

  void on_secured() override {
    is_secured_ = true;
  }
  void on_frame(std::string_view body) override;
  void on_room() override {
    if (outgoing_) outgoing_->go_on();
  }
  void on_tick() override;
  void on_closed(const std::string& why) override;

 private:
  explicit Client(uv_loop_t* loop) : loop_(loop) {}
  void until(const std::function<bool()>& done);
  void reply(const service::Json& json);
  // Gives the digest of the whole file, of which `from` is there already.
  std::string send_rest(Fd file, std::uint32_t transfer, const Step& from,
                        std::uint64_t size, const Shown& shown);
  void receive(Fd part, const service::Json& offered, const std::vector<Step>& steps,
               const Shown& shown);
  // Throws what `call` throws, and then the part is gone: its digest is another one.
  void agree(const service::Json& offered, const std::string& sha256, const Fd& folder,
             const std::string& part);

  uv_loop_t* loop_;
  std::shared_ptr<service::Link> link_;
  std::shared_ptr<Outgoing> outgoing_;
  std::shared_ptr<Incoming> incoming_;
  std::exception_ptr failure_;
  std::string closed_;
  bool is_secured_ = false;
  bool is_closed_ = false;
  std::uint64_t last_request_ = 0;
  std::uint64_t wanted_ = 0;  // the request whose reply is waited for
  service::Json reply_;       // null: it has not come
  int ticks_ = 0;
};

}  // namespace files
