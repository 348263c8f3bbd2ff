// The requests of a client that is logged in.
#include <sys/statvfs.h>

#include <algorithm>

#include "session.hpp"

namespace files {
namespace {

using service::Json;
using service::Refusal;

constexpr std::uint64_t kListed = 500;  // entries in a reply, and their names:
constexpr std::size_t kListedBytes = 32 << 10;

Json json_of(const Entry& entry) {
  return {{"name", entry.name},
          {"kind", entry.is_directory ? "directory" : "file"},
          {"size", entry.size},
          {"mtime", entry.mtime}};
}

}  // namespace

Path Session::path(Request& request, const std::string& key) {
  service::Resolved resolved = service::resolve(cwd_, request.fields.text(key));
  if (resolved.error == service::Resolved::Error::outside) {
    throw Refusal("outside", "it leads out of the home");
  }
  if (resolved.error != service::Resolved::Error::none) {
    throw Refusal("name", "that is no name");
  }
  return std::move(resolved.path);
}

void Session::cd(Request& request) {
  Path to = path(request);
  request.fields.done();
  user_->home().open_folder(to);
  cwd_ = std::move(to);
  answer(request.id, {{"cwd", service::text_of(cwd_)}});
}

void Session::pwd(Request& request) {
  request.fields.done();
  answer(request.id, {{"cwd", service::text_of(cwd_)}});
}

void Session::list(Request& request) {
  const Path folder = path(request);
  const std::string after =
      request.fields.has("after") ? request.fields.text("after") : "";
  const std::uint64_t limit =
      request.fields.has("limit") ? request.fields.number("limit", kListed) : kListed;
  request.fields.done();
  const std::vector<Entry> entries = user_->home().list(folder);
  auto next = std::ranges::upper_bound(entries, after, {}, &Entry::name);
  Json listed = Json::array();
  std::size_t bytes = 0;
  for (; next != entries.end() && listed.size() < limit && bytes < kListedBytes;
       ++next) {
    listed.push_back(json_of(*next));
    bytes += 80 + next->name.size();
  }
  answer(request.id, {{"entries", std::move(listed)}, {"more", next != entries.end()}});
}

void Session::make_folder(Request& request) {
  const Path folder = path(request);
  request.fields.done();
  if (user_->quota()->free() < kPage) throw Refusal("quota", "the quota is used up");
  user_->home().make_folder(folder);
  user_->quota()->add(kPage);
  answer(request.id, Json::object());
}

void Session::remove(Request& request) {
  const Path gone = path(request);
  request.fields.done();
  user_->quota()->give_back(user_->home().remove(gone));
  log("remove " + service::text_of(gone));
  answer(request.id, Json::object());
}

void Session::rename(Request& request) {
  const Path from = path(request);
  const Path to = path(request, "to");
  request.fields.done();
  user_->home().rename(from, to);
  log("rename " + service::text_of(from) + " to " + service::text_of(to));
  answer(request.id, Json::object());
}

void Session::usage(Request& request) {
  request.fields.done();
  const Quota& quota = *user_->quota();
  answer(request.id, {{"used", quota.used()},
                      {"reserved", quota.reserved()},
                      {"quota", quota.limit()},
                      {"free", quota.free()}});
}

}  // namespace files
