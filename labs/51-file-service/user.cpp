#include "user.hpp"

#include <utility>

#include "put.hpp"

namespace files {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& root, const std::string& name, const char* which) {
  fs::path folder = root / name / which;
  fs::create_directories(folder);
  return folder;
}

}  // namespace

User::User(const fs::path& root, const std::string& name, std::uint64_t quota)
    : home_(folder_of(root, name, "home")),
      parts_(folder_of(root, name, "parts")),
      quota_(std::make_shared<Quota>(quota, home_.used())) {
  for (const auto& part : fs::directory_iterator(root / name / "parts")) {
    take_part(part.path().filename().string());
    leave_part(part.path().filename().string());
  }
}

void User::take_part(const std::string& name) {
  Part& part = taken_or_left_[name];
  ++part.takers;
  quota_->give_back(std::exchange(part.cost, 0));
}

void User::leave_part(const std::string& name) {
  Part& part = taken_or_left_[name];
  if (--part.takers > 0) return;
  const std::uint64_t size = parts_.trim(name);
  if (size == 0) {
    taken_or_left_.erase(name);
    return;
  }
  part.cost = cost_of(size);
  quota_->add(part.cost);
}

void User::sweep_part(const std::string& name) {
  const auto part = taken_or_left_.find(name);
  if (part != taken_or_left_.end() && part->second.takers > 0) return;
  take_part(name);
  parts_.remove(name);
  leave_part(name);
}

std::shared_ptr<Put> User::end_upload(const std::string& path) {
  std::erase_if(puts_, [](const auto& entry) { return entry.second.expired(); });
  auto old = puts_[path].lock();
  if (!old) return nullptr;
  if (old->is_ending()) {
    throw service::Refusal("busy", "an upload of this file is being finished", 1);
  }
  old->stop("superseded", "a newer upload of this file has begun");
  return old;
}

}  // namespace files
