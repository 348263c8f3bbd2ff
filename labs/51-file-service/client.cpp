#include "client.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "connecting.hpp"
#include "upload.hpp"

namespace files {
namespace {

using service::Json;
using service::Refusal;

constexpr int kPing = 60;  // ticks without a request: a server waits 300 s for one

Refusal refusal_of(const Json& error) {
  return {error.value("code", "protocol"), error.value("text", ""),
          error.value("retry_after", 0)};
}

Fd open_part(const Fd& folder, const std::string& name) {
  return Fd(check(openat(folder.get(), name.c_str(),
                         O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600)));
}

}  // namespace

std::shared_ptr<Client> Client::connect(uv_loop_t* loop, SSL_CTX* context,
                                        const std::string& host,
                                        const std::string& port, const Trusts& trusts) {
  std::shared_ptr<Client> client(new Client(loop));
  client->link_ = service::Link::make(loop, context, service::Channel::End::client,
                                      service::kLongestBody);
  try {
    connect_to(loop, client->link_->handle(), host, port);
  } catch (...) {
    client->link_->close("");
    uv_run(loop, UV_RUN_DEFAULT);
    throw;
  }
  client->link_->start(client);
  client->until([&] { return client->is_secured_; });
  if (context != nullptr && !trusts(client->link_->peer_fingerprint())) {
    client->close();
    throw std::runtime_error("the server is not the one that is known");
  }
  client->call("hello", {{"version", 1}});
  return client;
}

void Client::until(const std::function<bool()>& done) {
  while (!done()) {
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
    if (is_closed_) throw Lost(closed_);
    uv_run(loop_, UV_RUN_ONCE);
  }
}

Json Client::call(const std::string& what, Json fields) {
  fields["id"] = wanted_ = ++last_request_;
  fields["do"] = what;
  reply_ = nullptr;
  ticks_ = 0;
  if (is_closed_) throw Lost(closed_);
  link_->send(service::control_frame(fields));
  until([this] { return !reply_.is_null(); });
  if (reply_.contains("error")) throw refusal_of(reply_["error"]);
  return std::move(reply_["ok"]);
}

void Client::log_in(const std::string& user, const std::string& password) {
  call("login", {{"user", user}, {"password", password}});
}

void Client::on_frame(std::string_view body) {
  const char kind = body.front();
  body.remove_prefix(1);
  if (kind == 'c') return reply(service::control_of(body));
  if (kind == 'd' && incoming_) return incoming_->take(service::data_of(body).bytes);
  if (kind == 'g' && outgoing_) outgoing_->granted(service::grant_of(body).second);
}

void Client::reply(const Json& json) {
  if (json.value("id", std::uint64_t{0}) == wanted_) {
    reply_ = json;
  } else if (json.contains("error")) {
    failure_ = std::make_exception_ptr(refusal_of(json["error"]));
  }
}

void Client::on_tick() {
  if (++ticks_ % kPing != 0) return;
  link_->send(service::control_frame({{"id", ++last_request_}, {"do", "ping"}}));
}

void Client::on_closed(const std::string& why) {
  is_closed_ = true;
  closed_ = why;
}

std::string Client::put(const std::string& local, const std::string& path, bool replace,
                        const Shown& shown) {
  Fd file(check(open(local.c_str(), O_RDONLY | O_CLOEXEC)));
  const std::uint64_t size = size_of(file);
  const Json offered =
      call("put", {{"path", path}, {"size", size}, {"replace", replace}});
  const service::Ladder ladder = ladder_of(offered["ladder"]);
  const std::vector<Step> steps = climb(file.get(), places_of(ladder));
  const Step& from = last_agreeing(steps, ladder);
  const auto transfer = offered["transfer"].get<std::uint32_t>();
  const std::string sha256 = send_rest(std::move(file), transfer, from, size, shown);
  const Json done = call("end", {{"transfer", transfer}, {"sha256", sha256}});
  outgoing_.reset();
  shown(size, size, from.at);
  return done["sha256"];
}

std::string Client::send_rest(Fd file, std::uint32_t transfer, const Step& from,
                              std::uint64_t size, const Shown& shown) {
  std::string sha256;
  outgoing_ = std::make_shared<Outgoing>(
      link_, transfer, std::move(file), from, size,
      [&](const std::string& digest, const std::exception_ptr& failure) {
        sha256 = digest;
        failure_ = failure;
      });
  call("start", {{"transfer", transfer}, {"from", from.at}});
  outgoing_->go_on();
  until([&] {
    shown(outgoing_->written(), size, from.at);
    return !sha256.empty();
  });
  return sha256;
}

void Client::receive(Fd part, const Json& offered, const std::vector<Step>& steps,
                     const Shown& shown) {
  const auto from =
      std::ranges::find(steps, offered["from"].get<std::uint64_t>(), &Step::at);
  if (from == steps.end())
    throw Refusal("protocol", "it starts where nobody asked for");
  const auto size = offered["size"].get<std::uint64_t>();
  incoming_ = std::make_shared<Incoming>(
      link_, offered["transfer"].get<std::uint32_t>(), std::move(part), *from, size,
      [this](const std::exception_ptr& failure) { failure_ = failure; });
  incoming_->start();
  until([&] {
    shown(incoming_->written_bytes(), size, from->at);
    return incoming_->written_bytes() == size;
  });
}

void Client::agree(const Json& offered, const std::string& sha256, const Fd& folder,
                   const std::string& part) {
  try {
    call("end", {{"transfer", offered["transfer"]}, {"sha256", sha256}});
  } catch (const Refusal&) {
    unlinkat(folder.get(), part.c_str(), 0);
    throw;
  }
}

std::string Client::get(const std::string& path, const std::string& local, bool replace,
                        const Shown& shown) {
  const std::filesystem::path to = std::filesystem::absolute(local);
  const std::string name = to.filename().string();
  const Fd folder(
      check(open(to.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
  Fd part = open_part(folder, name + ".part");
  const std::uint64_t have = size_of(part);
  const std::vector<Step> steps = climb(part.get(), service::rungs_of(have, have));
  const Json offered = call("get", {{"path", path}, {"ladder", json_of(steps)}});
  receive(std::move(part), offered, steps, shown);
  std::string sha256 = incoming_->written().digest.digest();
  agree(offered, sha256, folder, name + ".part");
  commit(incoming_->fd(), folder.get(), name + ".part", folder.get(), name, replace);
  incoming_.reset();
  return sha256;
}

void Client::bye() {
  call("bye");
  close();
}

void Client::close() {
  link_->close("");
  const auto keep = shared_from_this();
  uv_run(loop_, UV_RUN_DEFAULT);  // until its handles are closed
}

}  // namespace files
