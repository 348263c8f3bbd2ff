// A program's command line and environment, as a run starts it.
#pragma once

#include <functional>

#include "stage/process/process.hpp"
#include "stage/run.hpp"
#include "stage/socket/address.hpp"

namespace stickylab {

/// The listening program that `actor` has to do with: itself if another waits for it to listen;
/// else the one that it waits for; else the one of the program whose end it waits for; else the
/// first in the cast that is awaited. `spec` has passed `check_cast`.
Actor listener_for(const RunSpec& spec, Actor actor);

/// Fills in `{host}`, `{host6}`, `{port}`, `{path}` of a run at a path, and the environment
/// (docs/trying-your-own.md) with the place of that program, `{host:NAME}` and so on with that of
/// the program NAME; a NAME that is not in the cast stays as it is written, since braces may mean
/// something to the program, and
/// `{host6}` behind a proxy, which has no IPv6. `place` gives the address of a program. The
/// descriptors are left to the caller.
Launch launch_of(const RunSpec& spec, Actor actor, const std::function<Endpoint(Actor)>& place);

}  // namespace stickylab
