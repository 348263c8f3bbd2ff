// A user of the server: his home, his quota, and what he is uploading, in whichever
// session. All on the thread of the loop.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "home.hpp"
#include "quota.hpp"
#include "upload.hpp"

namespace files {

class Put;

class User {
 public:
  // Makes the folders NAME/home and NAME/parts below `root` if they are not there, and
  // counts what they hold.
  User(const std::filesystem::path& root, const std::string& name, std::uint64_t quota);

  const Home& home() const {
    return home_;
  }
  const Parts& parts() const {
    return parts_;
  }
  const std::shared_ptr<Quota>& quota() const {
    return quota_;
  }

  // A part counts while nobody goes on with it. Who takes it leaves it again, or has
  // made a file of it.
  void take_part(const std::string& name);
  void leave_part(const std::string& name);
  // It goes, unless somebody has taken it.
  void sweep_part(const std::string& name);

  // The newest upload of a path wins. This ends the one that there is, and gives it.
  // Throws Refusal("busy") if it is about to become a file.
  std::shared_ptr<Put> end_upload(const std::string& path);
  void begins(const std::string& path, const std::shared_ptr<Put>& put) {
    puts_[path] = put;
  }

  int sessions = 0;

 private:
  Home home_;
  Parts parts_;
  std::shared_ptr<Quota> quota_;
  struct Part {
    int takers = 0;
    std::uint64_t cost = 0;  // when nobody has it
  };
  std::map<std::string, Part> taken_or_left_;
  std::map<std::string, std::weak_ptr<Put>> puts_;
};

}  // namespace files
