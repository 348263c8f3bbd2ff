// The conversation that both versions of the lab play: the list, and the first movie.
#pragma once

#include "service/play.hpp"

namespace files {

service::Play script();

}  // namespace files
