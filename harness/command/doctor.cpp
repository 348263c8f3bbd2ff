#include "command/commands.hpp"

namespace stickylab {

int doctor_command(const Options&) { return kReproduced; }

}  // namespace stickylab
