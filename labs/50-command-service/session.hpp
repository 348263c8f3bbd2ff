// A user of the server asks for commands to be run, a few at a time, and to be ended.
// Their output goes to him as it comes.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "command.hpp"
#include "service/visitor.hpp"

namespace commands {

class Server;

class Session : public service::Visitor {
 public:
  static constexpr std::size_t kAtOnce = 4;         // commands
  static constexpr std::size_t kAhead = 256 << 10;  // bytes that wait for the peer

  Session(Server& server, std::shared_ptr<service::Link> link);

  void on_room() override;
  void on_closed(const std::string& why) override;

 private:
  struct Running {
    std::shared_ptr<Command> command;
    service::Credit credit;  // for its input
    std::uint64_t given = 0;
    bool takes_input = false;
  };

  service::Json enter(const std::string& user,
                      const service::Account& account) override;
  void ask(const std::string& what, Request& request) override;
  void take(char kind, std::string_view rest) override;
  service::Json limits() const override;

  void run(Request& request);
  void kill(Request& request);
  Order order(Request& request) const;
  Command::Hearer hearer(std::uint32_t number);
  void said(std::uint32_t number, Stream stream, std::string_view bytes);
  void took(std::uint32_t number, std::size_t size);
  void ended(std::uint32_t number, const Ended& how);
  bool has_room() const;

  Server& server_;
  std::string user_;
  std::filesystem::path home_;
  std::map<std::uint32_t, Running> running_;  // by the number of the request
  std::uint32_t last_ = 0;                    // command
};

}  // namespace commands
