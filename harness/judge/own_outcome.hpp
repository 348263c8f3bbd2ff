// What two programs of one's own made of a conversation, and how it differs from what is meant.
// Pure functions of recordings.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "judge/counting.hpp"
#include "judge/observation.hpp"
#include "recording/recording.hpp"
#include "schedule/schedule.hpp"

namespace stickylab {

/// Both directions of a connection.
struct Said {
  std::string requests;
  std::string replies;
};

/// One delivery: a client that did its work, and what the server said to it.
struct OwnOutcome {
  std::string client_output;  ///< standard output
  std::string client_errors;  ///< standard error
  Ending client;              ///< never started if the stage played it
  std::string replies;        ///< what the server said, connection after connection
  std::map<int, Said> said;   ///< the same by connection, in the order of opening, and the requests
  std::string server_output;  ///< while this client worked
  std::string server_errors;
  std::optional<Ending> server;    ///< if it ended, and not because we ended it
  std::string check_output;        ///< of the program that asks the server afterwards
  bool busy = false;               ///< the server went on working with nothing to do
  std::optional<Stopped> stopped;  ///< the run was stopped in the course of it
};

/// The parts that were played in a run: a server, and clients one after the other, each with the
/// program that asks the server after it, or none.
struct OwnCast {
  struct Client {
    Actor client{};
    std::optional<Actor> check;
  };
  Actor server{};
  std::vector<Client> clients;
};

/// One outcome for each client that began its work.
std::vector<OwnOutcome> own_outcomes_of(const Recording& recording, const OwnCast& cast);

/// The length of the longest direction of any of the connections, or of the one that is asked for.
struct Sizes {
  std::size_t stream = 0;
  std::size_t replies = 0;
  int connections = 0;
};
Sizes sizes_of(const Recording& relayed, const OwnCast& cast, std::optional<int> connection);

/// The respect in which an outcome is not what is meant.
enum class Unlike : std::uint8_t {
  client_output,
  client_exit,
  replies,
  server_output,
  server_exit,
  check_output,
  crash,       ///< a signal ended the server
  busy,        ///< the server goes on working although nothing more comes
  hang,        ///< the time limit of the delivery
  limit,       ///< more was used than a run may use
  not_run,     ///< a program could not be started, or the server never listened
  silent_end,  ///< what was cut off was taken for whole
};
std::string_view unlike_name(Unlike unlike);

/// Where two outcomes differ: what counts of the two, whole.
struct OwnDifference {
  Unlike what{};
  std::string meant;
  std::string seen;
};

/// What every delivery must give: what the uncut run gave, or what is expected in place of it.
OwnOutcome meant_by(OwnOutcome uncut, const Counting& counting);

/// Whether nothing that programs said counts: then only the ways in which they end are compared.
bool says_nothing(const OwnOutcome& meant, const Counting& counting);

/// The first respect in which `seen` is not `meant`; none if it is the same in all that counts.
std::optional<OwnDifference> unlike(const OwnOutcome& meant, const OwnOutcome& seen,
                                    const Counting& counting);

/// What one end said, and the other, with their turns, on the first connection of an uncut run;
/// none if there were several connections.
struct Conversation {
  Stream requests;
  Stream replies;
};
std::optional<Conversation> conversation_of(const Recording& relayed, const OwnCast& cast);

/// The respect in which a program is wrong that was cut off early: it crashed, hangs, works on for
/// nothing. What it says then is its own matter. With `strict`, it must tell by its exit status
/// that not all had come, unless all that counts is there. `of_client`: the client was cut off, by
/// the end of the replies; else the server.
std::optional<OwnDifference> unlike_cut_off(const OwnOutcome& meant, const OwnOutcome& seen,
                                            const Counting& counting, bool of_client, bool strict);

}  // namespace stickylab
