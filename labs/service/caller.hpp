// The client's end of a session. Each call returns when its answer is there, and throws
// Refusal with the server's words, or Lost.
#pragma once

#include <uv.h>

#include <functional>
#include <memory>
#include <string>

#include "service/connecting.hpp"
#include "service/link.hpp"

namespace service {

class Caller : public Link::Listener, public std::enable_shared_from_this<Caller> {
 public:
  // Says whether a server with that fingerprint is the right one; it is asked before a
  // byte is sent. Without TLS it is not asked.
  using Trusts = std::function<bool(const std::string& fingerprint)>;

  explicit Caller(uv_loop_t* loop) : loop_(loop) {}

  // Connects and greets. Throws std::runtime_error if the server is not trusted.
  void connect(SSL_CTX* context, const std::string& host, int port,
               const Trusts& trusts);
  void log_in(const std::string& user, const std::string& password);
  Json call(const std::string& what, Json fields = Json::object());
  // The server's answer to the login.
  const Json& welcome() const {
    return welcome_;
  }
  void bye();
  void close();

  void on_secured() override {
    is_secured_ = true;
  }
  void on_frame(std::string_view body) override;
  void on_tick() override;
  void on_closed(const std::string& why) override;

 protected:
  // A frame that is no reply.
  virtual void take(char kind, std::string_view rest) = 0;

  // Runs the loop until it is so; throws what has failed meanwhile.
  void until(const std::function<bool()>& done);
  void fail(std::exception_ptr why) {
    failure_ = std::move(why);
  }
  // Asks for what is not waited for; if it is refused, that is a failure.
  void ask(const std::string& what, Json fields = Json::object());
  // The number of the request that is waited for.
  std::uint64_t wanted() const {
    return wanted_;
  }
  uv_loop_t* loop() const {
    return loop_;
  }
  const std::shared_ptr<Link>& link() const {
    return link_;
  }

 private:
  void reply(const Json& json);

  uv_loop_t* loop_;
  std::shared_ptr<Link> link_;
  std::exception_ptr failure_;
  std::string closed_;
  bool is_secured_ = false;
  bool is_closed_ = false;
  std::uint64_t last_request_ = 0;
  std::uint64_t wanted_ = 0;  // the request whose reply is waited for
  Json reply_;                // null: it has not come
  Json welcome_;
  int ticks_ = 0;
};

}  // namespace service
