// What a student has to know of labs/kit to read a lab's code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/phrase.hpp"

namespace stickylab {

struct KitCall {
  std::string_view name;  ///< "receive_some"
  Phrase means;
};

/// Those that the code names as `kit::name`, each once, in the order of kit.hpp.
std::vector<KitCall> kit_calls(std::string_view code);

}  // namespace stickylab
