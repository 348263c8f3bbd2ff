#include "stage/player/brake.hpp"

#include <signal.h>
#include <sys/wait.h>

namespace stickylab {

Brake::~Brake() {
  if (holders_ > 0) kill(-program_, SIGCONT);
}

void Brake::hold() {
  if (program_ <= 0 || holders_++ > 0) return;
  kill(-program_, SIGSTOP);
  siginfo_t ignored{};  // a signal takes a moment to arrive
  waitid(P_PID, static_cast<id_t>(program_), &ignored, WSTOPPED | WEXITED | WNOWAIT);
}

void Brake::release() {
  if (program_ > 0 && --holders_ == 0) kill(-program_, SIGCONT);
}

}  // namespace stickylab
