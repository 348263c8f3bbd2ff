// A row -> words: what stands in its lane.
#pragma once

#include <string>
#include <vector>

#include "text/paint.hpp"
#include "text/view.hpp"
#include "trace/rows.hpp"

namespace stickylab {

/// "recv(1024, MSG_WAITALL)": the call as it stands in the source, without the buffer.
std::string call_text(const SocketCall& call);

/// "TCP_NODELAY"; its number if the lanes know no such option.
std::string option_name(int option);

/// The parts of a row in a lane of `width` columns, so that they fit if they can be shortened.
std::vector<Part> parts_of(const Row& row, int width, const View& view);

}  // namespace stickylab
