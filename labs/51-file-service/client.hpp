// The client's end of a session of files.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "incoming.hpp"
#include "outgoing.hpp"
#include "service/caller.hpp"

namespace files {

// A transfer as it goes on, for a person to see.
class Shown {
 public:
  virtual ~Shown() = default;
  // So many bytes of the file are there from before, and are compared first.
  virtual void checking(std::uint64_t /*bytes*/) {}
  // The far end has written so many of `total`; so many were there before.
  virtual void written(std::uint64_t /*bytes*/, std::uint64_t /*total*/,
                       std::uint64_t /*resumed*/) {}
};

class Client : public service::Caller {
 public:
  using Caller::Caller;

  // Both give the digest. A part of an earlier try is gone on with.
  std::string put(const std::string& local, const std::string& path, bool replace,
                  Shown& shown);
  std::string get(const std::string& path, const std::string& local, bool replace,
                  Shown& shown);

  void on_room() override {
    if (outgoing_) outgoing_->go_on();
  }

 private:
  void take(char kind, std::string_view rest) override;
  // The steps of a file, which a worker reads meanwhile.
  std::vector<Step> climbed(const Fd& file, std::vector<std::uint64_t> places);
  std::string put_whole(const std::string& local, const std::string& path, bool replace,
                        Shown& shown);
  std::string get_whole(const std::string& path, const std::string& local, bool replace,
                        Shown& shown);
  std::string whole(const std::function<std::string()>& transfer);
  void give_up();
  // Gives the digest of the whole file, of which `from` is there already.
  std::string send_rest(Fd file, const Step& from, std::uint64_t size, Shown& shown);
  void receive(Fd part, const service::Json& offered, const std::vector<Step>& steps,
               Shown& shown);
  // Throws what `call` throws, and then the part is gone: its digest is another one.
  void agree(const std::string& sha256, const Fd& folder, const std::string& part);

  std::uint32_t transfer_ = 0;  // that is under way
  std::shared_ptr<Outgoing> outgoing_;
  std::shared_ptr<Incoming> incoming_;
};

}  // namespace files
