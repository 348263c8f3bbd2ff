#include "stage/process/run_folder.hpp"

#include <sys/un.h>

#include <cstdlib>
#include <string>

#include "base/system_error.hpp"

namespace stickylab {
namespace fs = std::filesystem;
namespace {

constexpr char kFolderName[] = "stickylab-XXXXXX";
constexpr std::size_t kLongestFile = 32;  // of a name in the folder

std::string folder_template() {
  std::error_code none;
  const std::string usual = (fs::temp_directory_path(none) / kFolderName).string();
  const bool fits = !none && usual.size() + 1 + kLongestFile < sizeof(sockaddr_un::sun_path);
  return fits ? usual : std::string("/tmp/") + kFolderName;
}

}  // namespace

RunFolder::RunFolder() {
  std::string path = folder_template();
  if (mkdtemp(path.data()) == nullptr) throw_errno("make a temporary folder");
  path_ = path;
}

RunFolder::~RunFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace stickylab
