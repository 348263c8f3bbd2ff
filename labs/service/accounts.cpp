#include "service/accounts.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "service/fd.hpp"
#include "service/names.hpp"

namespace service {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 19 << 20;  // bytes
constexpr std::size_t kLongestUser = 32;

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
}

void wipe(std::string& secret) {
  sodium_memzero(secret.data(), secret.size());
}

void write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t size = ::write(fd, text.data(), text.size());
    if (size <= 0) throw std::runtime_error("the file of users cannot be written");
    text.remove_prefix(static_cast<std::size_t>(size));
  }
  if (fsync(fd) != 0) throw std::runtime_error("the file of users cannot be written");
}

}  // namespace

bool is_user(const std::string& name) {
  return is_name(name) && name.size() <= kLongestUser &&
         name.find(' ') == std::string::npos;
}

std::string hash_of(std::string password) {
  start_sodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const int failed = crypto_pwhash_str(hash.data(), password.data(), password.size(),
                                       kPasses, kMemory);
  wipe(password);
  if (failed != 0) throw std::bad_alloc();
  return hash.data();
}

bool is_password(const std::string& hash, std::string password) {
  start_sodium();
  const bool is =
      crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
  wipe(password);
  return is;
}

Accounts::Accounts(std::filesystem::path file)
    : file_(std::move(file)), nobody_(hash_of("nobody")) {
  std::ifstream in(file_);
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    std::istringstream fields(line);
    std::string user;
    Account account;
    if (!(fields >> user >> account.hash >> account.quota) || !is_user(user)) {
      throw std::runtime_error(file_.string() + ":" + std::to_string(number) +
                               ": a line is NAME HASH BYTES");
    }
    accounts_[user] = account;
  }
}

std::optional<Account> Accounts::find(const std::string& user) const {
  const auto found = accounts_.find(user);
  if (found == accounts_.end()) return std::nullopt;
  return found->second;
}

void Accounts::set(const std::string& user, const std::string& password,
                   std::uint64_t quota) {
  if (!is_user(user)) throw std::runtime_error(printable(user) + " is no user's name");
  accounts_[user] = {hash_of(password), quota};
  write();
}

// Under another name first: the file is the old one or the new one, never half of it.
void Accounts::write() const {
  std::string text;
  for (const auto& [user, account] : accounts_) {
    text += user + " " + account.hash + " " + std::to_string(account.quota) + "\n";
  }
  const std::string beside = file_.string() + ".new";
  const Fd out(open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  write_all(out.get(), text);
  std::filesystem::rename(beside, file_);
  const Fd folder(
      open(file_.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fsync(folder.get()) != 0) throw std::runtime_error("fsync of the users' folder");
}

}  // namespace service
