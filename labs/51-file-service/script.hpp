// Plays what broken.cpp plays, with the real programs: the list, then the first movie.
#pragma once

#include <string>

namespace files {

// The server, for one client, with a folder of its own that is gone afterwards. The
// client prints what it understood, `message: TEXT` a line. Both return the exit
// status.
int play_receiver(const std::string& host, const std::string& port);
int play_sender(const std::string& host, const std::string& port);
int play_both();

}  // namespace files
