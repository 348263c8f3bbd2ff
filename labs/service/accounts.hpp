// Who may log in: a text file with a line a user, his name, his password as Argon2id
// keeps it, and how many bytes he may store. One process writes it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace service {

struct Account {
  std::string hash;  // of crypto_pwhash_str: salt and cost are in it
  std::uint64_t quota = 0;
};

constexpr std::uint64_t kQuota = 100'000'000;  // bytes, if nobody says otherwise

class Accounts {
 public:
  // Reads the file; there are no accounts if it is not there. Throws std::runtime_error
  // that names the line which is not understood.
  explicit Accounts(std::filesystem::path file);

  std::optional<Account> find(const std::string& user) const;
  // Adds the user, or changes his password, and writes the file. Throws if the name is
  // none, or the file cannot be written.
  void set(const std::string& user, const std::string& password, std::uint64_t quota);

  // A password is compared with this if there is no such user: it takes as long.
  const std::string& nobody() const {
    return nobody_;
  }

 private:
  void write() const;

  std::filesystem::path file_;
  std::map<std::string, Account> accounts_;
  std::string nobody_;
};

// A user's name: a name of a file, of at most 32 bytes and without blanks.
bool is_user(const std::string& name);

// Argon2id with 19 MiB and two passes: about 20 ms. Both wipe the password.
std::string hash_of(std::string password);
bool is_password(const std::string& hash, std::string password);

}  // namespace service
