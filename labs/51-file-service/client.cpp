#include "client.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "upload.hpp"

namespace files {
namespace {

using service::Json;
using service::Refusal;

Fd open_part(const Fd& folder, const std::string& name) {
  return Fd(check(openat(folder.get(), name.c_str(),
                         O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600)));
}

}  // namespace

void Client::take(char kind, std::string_view rest) {
  if (kind == 'd' && incoming_) return incoming_->take(service::data_of(rest).bytes);
  if (kind == 'g' && outgoing_) outgoing_->granted(service::grant_of(rest).second);
}

std::vector<Step> Client::climbed(const Fd& file, std::vector<std::uint64_t> places) {
  struct Work {
    Fd file;
    std::vector<std::uint64_t> places;
    std::vector<Step> steps;
    bool is_done = false;
  };
  // The worker may outlive the call, if the connection is lost.
  const auto work =
      std::make_shared<Work>(Work{Fd(check(dup(file.get()))), std::move(places), {}});
  service::in_worker(
      loop(), [work] { work->steps = climb(work->file.get(), work->places); },
      [work, self = shared_from_this(), this](const std::exception_ptr& failure) {
        work->is_done = true;
        if (failure) fail(failure);
      });
  until([&] { return work->is_done; });
  return std::move(work->steps);
}

std::string Client::put(const std::string& local, const std::string& path, bool replace,
                        Shown& shown) {
  return whole([&] { return put_whole(local, path, replace, shown); });
}

std::string Client::get(const std::string& path, const std::string& local, bool replace,
                        Shown& shown) {
  return whole([&] { return get_whole(path, local, replace, shown); });
}

std::string Client::whole(const std::function<std::string()>& transfer) {
  try {
    return transfer();
  } catch (...) {
    give_up();
    throw;
  }
}

// So that the session can go on: nothing of the transfer comes or goes any more.
void Client::give_up() {
  if (outgoing_) outgoing_->cancel();
  if (incoming_) incoming_->cancel();
  outgoing_.reset();
  incoming_.reset();
  if (transfer_ == 0 || !link()->is_open()) return;
  try {
    call("cancel", {{"transfer", std::exchange(transfer_, 0)}});
  } catch (const std::exception&) {  // what went wrong before is told
  }
}

std::string Client::put_whole(const std::string& local, const std::string& path,
                              bool replace, Shown& shown) {
  Fd file(check(open(local.c_str(), O_RDONLY | O_CLOEXEC)));
  const std::uint64_t size = size_of(file);
  const struct stat status = status_of(file);
  const Json offered =
      call("put", {{"path", path}, {"size", size}, {"replace", replace}});
  transfer_ = offered["transfer"];
  const service::Ladder ladder = ladder_of(offered["ladder"]);
  if (!ladder.empty()) shown.checking(ladder.back().at);
  const std::vector<Step> steps = climbed(file, places_of(ladder));
  const Step& from = last_agreeing(steps, ladder);
  const std::string sha256 = send_rest(std::move(file), from, size, shown);
  must_be_as_it_was(outgoing_->fd(), status);
  const Json done = call("end", {{"transfer", transfer_}, {"sha256", sha256}});
  transfer_ = 0;
  outgoing_.reset();
  shown.written(size, size, from.at);
  return done["sha256"];
}

std::string Client::send_rest(Fd file, const Step& from, std::uint64_t size,
                              Shown& shown) {
  std::string sha256;
  outgoing_ = std::make_shared<Outgoing>(
      link(), transfer_, std::move(file), from, size,
      [&](const std::string& digest, const std::exception_ptr& failure) {
        sha256 = digest;
        if (failure) fail(failure);
      });
  call("start", {{"transfer", transfer_}, {"from", from.at}});
  outgoing_->go_on();
  until([&] {
    shown.written(outgoing_->written(), size, from.at);
    return !sha256.empty();
  });
  return sha256;
}

void Client::receive(Fd part, const Json& offered, const std::vector<Step>& steps,
                     Shown& shown) {
  const auto from =
      std::ranges::find(steps, offered["from"].get<std::uint64_t>(), &Step::at);
  if (from == steps.end())
    throw Refusal("protocol", "it starts where nobody asked for");
  const auto size = offered["size"].get<std::uint64_t>();
  incoming_ = std::make_shared<Incoming>(
      link(), transfer_, std::move(part), *from, size,
      [this](const std::exception_ptr& failure) { fail(failure); });
  incoming_->start();
  until([&] {
    shown.written(incoming_->written_bytes(), size, from->at);
    return incoming_->written_bytes() == size;
  });
}

void Client::agree(const std::string& sha256, const Fd& folder,
                   const std::string& part) {
  try {
    call("end", {{"transfer", std::exchange(transfer_, 0)}, {"sha256", sha256}});
  } catch (const Refusal&) {
    unlinkat(folder.get(), part.c_str(), 0);
    throw;
  }
}

std::string Client::get_whole(const std::string& path, const std::string& local,
                              bool replace, Shown& shown) {
  const std::filesystem::path to = std::filesystem::absolute(local);
  const std::string name = to.filename().string();
  const Fd folder(
      check(open(to.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
  Fd part = open_part(folder, name + ".part");
  const std::uint64_t have = size_of(part);
  if (have > 0) shown.checking(have);
  const std::vector<Step> steps = climbed(part, service::rungs_of(have, have));
  const Json offered = call("get", {{"path", path}, {"ladder", json_of(steps)}});
  transfer_ = offered["transfer"];
  receive(std::move(part), offered, steps, shown);
  std::string sha256 = incoming_->written().digest.digest();
  agree(sha256, folder, name + ".part");
  make_last(incoming_->fd());
  name_it(folder.get(), name + ".part", folder.get(), name, replace);
  make_names_last(folder.get());
  incoming_.reset();
  return sha256;
}

}  // namespace files
