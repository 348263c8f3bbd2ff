#include "sweeper.hpp"

namespace files {
namespace {

namespace fs = std::filesystem;

template <class See>
void each_part(const fs::path& root, const See& see) {
  std::error_code none;
  for (const auto& user : fs::directory_iterator(root, none)) {
    for (const auto& part : fs::directory_iterator(user.path() / "parts", none)) {
      const auto written = part.last_write_time(none);
      if (!none) see(user.path().filename().string(), part, written);
    }
  }
}

}  // namespace

std::vector<Sweeper::Part> Sweeper::old(const fs::path& root, service::Millis now) {
  std::map<Part, Seen> seen;
  std::vector<Part> old;
  each_part(root, [&](const std::string& user, const fs::directory_entry& found,
                      fs::file_time_type written) {
    const Part part{user, found.path().filename().string()};
    const auto before = seen_.find(part);
    const bool is_same = before != seen_.end() && before->second.written == written;
    const service::Millis since = is_same ? before->second.since : now;
    seen[part] = {written, since};
    if (now - since > kKept) old.push_back(part);
  });
  seen_.swap(seen);  // without those that are gone
  return old;
}

}  // namespace files
