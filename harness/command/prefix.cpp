#include "command/prefix.hpp"

namespace stickylab {
namespace fs = std::filesystem;

Prefix prefix_of(const fs::path& root) {
  return root.empty() ? own_prefix() : Prefix{fs::absolute(root)};
}

void must_exist(const fs::path& file) {
  std::error_code error;
  if (fs::exists(file, error)) return;
  if (!error)
    throw InputError({"{} is missing; run `make build`", "缺少 {}；请运行 `make build`"},
                     file.string());
  throw InputError({"{}: {}; run `make build` where this account may read",
                    "{}：{}；请在本账户可以读取的地方运行 `make build`"},
                   file.string(), error.message());
}

}  // namespace stickylab
