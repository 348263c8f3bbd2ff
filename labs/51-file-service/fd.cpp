#include "fd.hpp"

#include <cstring>

namespace files {

service::Refusal refusal(int error) {
  switch (error) {
    case ENOENT:
      return {"missing", "there is no such file"};
    case EEXIST:
      return {"exists", "there is such a file already"};
    case ENOTEMPTY:
      return {"not-empty", "the directory is not empty"};
    case EXDEV:
      return {"outside", "it leads out of the home"};
    case ELOOP:
      return {"outside", "a link is on the way"};
    case ENAMETOOLONG:
      return {"name", "the name is too long"};
    case ENOTDIR:
    case EISDIR:
      return {"not-a-file", "it is not of that kind"};
    case EACCES:
    case EPERM:
      return {"denied", "the server may not do that"};
    case ENOSPC:
    case EDQUOT:
      return {"disk", "the disk is full"};
    default:
      return {"disk", std::string("the disk says: ") + std::strerror(error)};
  }
}

}  // namespace files
