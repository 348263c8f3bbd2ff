// Both ends of the conversation that a capstone's two versions play for the harness: a
// server for one client, and a client that prints what it understands.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "service/caller.hpp"
#include "service/door.hpp"
#include "service/options.hpp"

namespace service {

struct Play {
  // The server's folder before it starts; the guest is there already.
  std::function<void(const std::filesystem::path& root)> fill;
  std::function<std::unique_ptr<Door>(uv_loop_t*, const DoorOptions&)> server;
  std::function<std::shared_ptr<Caller>(uv_loop_t*)> client;
  // A folder of its own is there for what it gets.
  std::function<void(Caller&, const std::filesystem::path& folder)> converse;
};

inline constexpr const char* kGuest = "guest";

// Each gives the exit status; throws what the ends throw.
int play_receiver(const Play& play, const Place& place);
int play_sender(const Play& play, const Place& place);
int play_both(const Play& play);

// Prints it for the harness.
void got_message(const std::string& text);

}  // namespace service
