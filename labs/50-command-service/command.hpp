// One command at the server, from its start until nothing of it runs any more. All on
// the thread of the loop.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "order.hpp"
#include "output_limit.hpp"
#include "pipes.hpp"

namespace commands {

// Lives until it is over, whoever has forgotten it.
class Command : public std::enable_shared_from_this<Command> {
 public:
  struct Hearer {
    std::function<void(Stream, std::string_view)> said;
    std::function<bool()> has_room;           // for what it says
    std::function<void(std::size_t)> took;    // so many bytes of its input
    std::function<void(const Ended&)> ended;  // once, the last
  };

  // Throws service::Refusal if it cannot be started.
  static std::shared_ptr<Command> start(uv_loop_t* loop, const Order& order,
                                        Hearer hearer);
  ~Command() = default;
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  void go_on();  // there is room again
  void give(std::string_view input);
  void end_input();
  void ask_to_end();  // SIGTERM, and later SIGKILL
  void abandon();     // SIGKILL; nobody hears of it any more

 private:
  Command(uv_loop_t* loop, const Order& order, Hearer hearer);
  void spawn(const Order& order);
  void listen();
  void on_said(Stream stream, std::string_view bytes);
  void on_status(std::string_view bytes);
  void on_exit(std::int64_t exit, int signal);
  void pipe_ended();
  void gone();
  void pause();
  void stop();  // to want more of it
  void look();
  void arm();
  void kill_all(int signal) const;
  void finish();
  void close();

  uv_loop_t* loop_;
  Hearer hearer_;
  Life life_;
  OutputLimit limit_;
  Ended ended_;
  std::optional<PipeReader> output_;
  std::optional<PipeReader> errors_;
  std::optional<PipeReader> status_;
  std::optional<PipeWriter> input_;
  Handle<uv_process_t> process_;
  Handle<uv_timer_t> timer_;
  bool has_status_ = false;
  bool is_reaped_ = false;
  bool is_over_ = false;
  std::shared_ptr<Command> self_;  // until it is over
};

}  // namespace commands
