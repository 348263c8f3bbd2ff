// The clients that are in: sessions in all, of a user, and such as nobody has logged in
// with, in all and of an address. Pure.
#pragma once

#include <map>
#include <string>

namespace service {

class Crowd {
 public:
  static constexpr int kMost = 1024;
  static constexpr int kMostOfUser = 8;
  static constexpr int kMostStrangers = 64;
  static constexpr int kMostStrangersAt = 8;  // an address

  // False if no more may come in; otherwise he must go, or become a user.
  bool comes(const std::string& address) {
    if (all_ >= kMost || strangers_ >= kMostStrangers) return false;
    int& there = strangers_at_[address];
    if (there >= kMostStrangersAt) return false;
    ++there;
    ++strangers_;
    ++all_;
    return true;
  }
  void stranger_goes(const std::string& address) {
    no_stranger(address);
    --all_;
  }

  // False if that user has too many sessions; then he stays a stranger.
  bool logs_in(const std::string& address, const std::string& user) {
    int& sessions = of_user_[user];
    if (sessions >= kMostOfUser) return false;
    ++sessions;
    no_stranger(address);
    return true;
  }
  void user_goes(const std::string& user) {
    less(of_user_, user);
    --all_;
  }

 private:
  using Counts = std::map<std::string, int>;

  static void less(Counts& counts, const std::string& key) {
    if (--counts[key] == 0) counts.erase(key);
  }
  void no_stranger(const std::string& address) {
    less(strangers_at_, address);
    --strangers_;
  }

  int all_ = 0;
  int strangers_ = 0;
  Counts strangers_at_;
  Counts of_user_;
};

}  // namespace service
