#include "session.hpp"

#include <limits>

#include "server.hpp"
#include "service/socket.hpp"

namespace commands {

using service::Json;
using service::Refusal;

namespace {

Json json_of(const Ended& how) {
  Json json = {{"ms", how.lasted.count()}, {"truncated", how.truncated}};
  how.signal == 0 ? json["exit"] = how.exit : json["signal"] = how.signal;
  if (how.late) json["late"] = true;
  return json;
}

std::string words_of(const Order& order) {
  std::string text;
  for (const std::string& word : order.argv) text += " " + word;
  return text;
}

}  // namespace

Session::Session(Server& server, std::shared_ptr<service::Link> link)
    : Visitor(server, std::move(link)), server_(server) {}

Json Session::limits() const {
  return {{"block", service::kBlock},
          {"commands", kAtOnce},
          {"output", OutputLimit::kMost},
          {"seconds", Life::kLongest.count() / 1000}};
}

Json Session::enter(const std::string& user, const service::Account&) {
  user_ = user;
  home_ = server_.home_of(user);
  return {{"shell", server_.allowed().has_shell()}};
}

void Session::ask(const std::string& what, Request& request) {
  if (what == "run") return run(request);
  if (what == "kill") return kill(request);
  throw Refusal("protocol", "an unknown request");
}

Order Session::order(Request& request) const {
  if (request.id > std::numeric_limits<std::uint32_t>::max()) {
    throw Refusal("protocol", "a number too large for a command");
  }
  Order order = server_.allowed().order(request.fields);
  order.home = home_;
  order.user = user_;
  order.apart = server_.are_apart();
  return order;
}

void Session::run(Request& request) {
  const Order order = this->order(request);
  if (running_.size() >= kAtOnce)
    throw Refusal("busy", "too many commands at a time", 1);
  const auto number = static_cast<std::uint32_t>(request.id);
  uv_loop_t* loop = link()->handle()->loop;
  Running running{Command::start(loop, order, hearer(number)),
                  service::Credit(0, service::now(loop)), 0, order.has_input};
  log("runs" + words_of(order));
  if (order.has_input) {
    link()->send(service::grant_frame(number, running.credit.grant()));
  }
  running_.emplace(number, std::move(running));
  last_ = number;
}

// A session is there until its commands are over, or abandoned.
Command::Hearer Session::hearer(std::uint32_t number) {
  const auto self = std::static_pointer_cast<Session>(shared_from_this());
  return {.said = [self, number](
                      Stream stream,
                      std::string_view bytes) { self->said(number, stream, bytes); },
          .has_room = [self] { return self->has_room(); },
          .took = [self, number](std::size_t size) { self->took(number, size); },
          .ended = [self, number](const Ended& how) { self->ended(number, how); }};
}

bool Session::has_room() const {
  return link()->waiting() < kAhead;
}

void Session::said(std::uint32_t number, Stream stream, std::string_view bytes) {
  if (!link()->is_open()) return;
  link()->send_block(service::stream_frame(static_cast<char>(stream), number, bytes));
}

void Session::took(std::uint32_t number, std::size_t size) {
  const auto found = running_.find(number);
  if (found == running_.end()) return;
  uv_tcp_t& tcp = *link()->handle();
  const auto grant =
      found->second.credit.wrote(size, service::now(tcp.loop), service::rtt_of(tcp));
  if (grant) link()->send(service::grant_frame(number, *grant));
}

void Session::ended(std::uint32_t number, const Ended& how) {
  running_.erase(number);
  const Json told = json_of(how);
  log("has run " + std::to_string(number) + ": " + told.dump());
  answer_behind(number, told);
}

// A command that has ended by itself meanwhile need not be ended.
void Session::kill(Request& request) {
  const std::uint64_t number = request.fields.number("command");
  request.fields.done();
  if (number == 0 || number > last_) throw Refusal("missing", "no such command");
  const auto found = running_.find(static_cast<std::uint32_t>(number));
  if (found != running_.end()) found->second.command->ask_to_end();
  answer(request.id, Json::object());
}

void Session::take(char kind, std::string_view rest) {
  if (kind != 'i') throw Refusal("protocol", "an unknown kind of frame");
  const service::Data input = service::stream_of(rest);
  const auto found = running_.find(input.transfer);
  if (found == running_.end()) {
    if (input.transfer > last_) throw Refusal("protocol", "input for no command");
    return;  // it has ended meanwhile
  }
  Running& running = found->second;
  if (!running.takes_input) throw Refusal("protocol", "that command has no input");
  running.given += input.bytes.size();
  if (!running.credit.allows(running.given))
    throw Refusal("protocol", "beyond the credit");
  const auto command = running.command;
  if (!input.bytes.empty()) return command->give(input.bytes);
  running.takes_input = false;
  command->end_input();
}

void Session::on_room() {
  for (const auto& [number, running] : running_) {
    if (has_room()) running.command->go_on();
  }
}

void Session::on_closed(const std::string& why) {
  const auto running = std::exchange(running_, {});
  for (const auto& [number, one] : running) one.command->abandon();
  log("has gone: " + (why.empty() ? "bye" : why));
}

}  // namespace commands
