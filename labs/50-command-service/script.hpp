// The conversation that both versions of the lab play: six lines that somebody types,
// one of them blank.
#pragma once

#include "service/play.hpp"

namespace commands {

service::Play script();

}  // namespace commands
