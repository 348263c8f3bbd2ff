// The client's end of a session of commands.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "input_feed.hpp"
#include "order.hpp"
#include "service/caller.hpp"

namespace commands {

class Client : public service::Caller {
 public:
  using Caller::Caller;
  using Said = std::function<void(Stream, std::string_view)>;  // may throw

  // `order` is what the server wants to know: argv, or line. Calls `said` with what the
  // command says, as it comes. With an input it is given what that descriptor brings.
  service::Json run(service::Json order, const Said& said,
                    std::optional<int> input = std::nullopt);
  // Asks the server to end what runs.
  void kill();

 private:
  void take(char kind, std::string_view rest) override;
  void give(std::string_view input);

  const Said* said_ = nullptr;  // while one runs
  std::optional<InputFeed> feed_;
};

}  // namespace commands
