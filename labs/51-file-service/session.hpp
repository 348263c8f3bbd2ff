// A user of the server asks, and it is done: names at once, files in transfers.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "get.hpp"
#include "put.hpp"

namespace files {

class Server;

class Session : public Asker {
 public:
  static constexpr std::size_t kTransfers = 4;

  Session(Server& server, std::shared_ptr<service::Link> link);

  void on_room() override;
  void on_tick() override;
  void on_closed(const std::string& why) override;

  void tell(std::uint32_t transfer, const std::exception_ptr& why) override;
  void forget(std::uint32_t transfer) override;

 private:
  using Handler = void (Session::*)(Request&);
  static const std::map<std::string, Handler>& handlers();

  service::Json enter(const std::string& user,
                      const service::Account& account) override;
  void ask(const std::string& what, Request& request) override;
  void take(char kind, std::string_view rest) override;
  service::Json limits() const override;

  void cd(Request& request);
  void pwd(Request& request);
  void list(Request& request);
  void make_folder(Request& request);
  void remove(Request& request);
  void rename(Request& request);
  void usage(Request& request);
  void put(Request& request);
  void get(Request& request);
  void start(Request& request);
  void end(Request& request);
  void cancel(Request& request);

  Path path(Request& request, const std::string& key = "path");
  std::shared_ptr<Asker> as_asker() {
    return std::static_pointer_cast<Asker>(shared_from_this());
  }
  std::uint32_t next_transfer();
  void data(const service::Data& block);
  void grant(std::uint32_t transfer, const service::Grant& grant);

  Server& server_;
  std::shared_ptr<User> user_;  // when logged in
  Path cwd_;
  std::uint32_t last_transfer_ = 0;
  std::map<std::uint32_t, std::shared_ptr<Put>> puts_;
  std::map<std::uint32_t, std::shared_ptr<Get>> gets_;
};

}  // namespace files
