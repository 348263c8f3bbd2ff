#include "command/prefix.hpp"

namespace stickylab {
namespace fs = std::filesystem;

Prefix prefix_of(const fs::path& root) {
  return root.empty() ? own_prefix() : Prefix{fs::absolute(root)};
}

void must_exist(const fs::path& file) {
  if (!fs::exists(file)) throw InputError("{} is missing; run `make build`", file.string());
}

}  // namespace stickylab
