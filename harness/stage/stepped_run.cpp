#include "stage/stepped_run.hpp"

#include <sys/socket.h>

#include <sstream>
#include <string_view>

#include "stage/process/containment.hpp"

namespace stickylab {
namespace {

constexpr std::string_view kEnd = "\n\n";  // of a snapshot: its last line, and an empty one

}  // namespace

SteppedRun::SteppedRun(Loop& loop, RunSpec spec, std::function<void()> on_change)
    : spec_(std::move(spec)), on_change_(std::move(on_change)), recording_{spec_.info, {}} {
  spec_.stepped = true;
  adopt_orphans();
  stage_ = start_stage(spec_);
  readable_.emplace(loop, stage_.channel.get(), [this] { on_readable(); });
}

SteppedRun::~SteppedRun() {
  readable_.reset();
  end_children();
}

void SteppedRun::tell(const WireCommand& command) const {
  // It is small enough to be taken whole; if the stage has ended, nobody wants it any more.
  [[maybe_unused]] const auto sent =
      send(stage_.channel.get(), &command, sizeof command, MSG_NOSIGNAL);
}

/// Takes all that is there. A command that the stage has not read before it ended is an error of
/// the socket, not of the run, and comes after all that the stage told: unix(7).
void SteppedRun::on_readable() {
  char buffer[65536];
  for (;;) {
    const ssize_t n = recv(stage_.channel.get(), buffer, sizeof buffer, MSG_DONTWAIT);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) break;
    if (n <= 0) return on_end();
    text_.append(buffer, static_cast<std::size_t>(n));
  }
  const std::string whole = text_.substr(0, begin_of_last());
  text_.erase(0, whole.size());
  if (whole.empty()) return;
  const std::size_t before = whole.rfind(kEnd, whole.size() - kEnd.size() - 1);
  const std::size_t begin = before == std::string::npos ? 0 : before + kEnd.size();
  std::istringstream latest(whole.substr(begin, whole.size() - begin - 1));
  recording_ = read_ndjson(latest);
  on_change_();
}

/// Where, in what has come, the snapshots end that are whole.
std::size_t SteppedRun::begin_of_last() const {
  const std::size_t end = text_.rfind(kEnd);
  return end == std::string::npos ? 0 : end + kEnd.size();
}

void SteppedRun::on_end() {
  readable_.reset();
  const int status = wait_for(stage_);
  Told told;
  told.add(std::string_view(text_).substr(begin_of_last()));
  recording_ = told.result(spec_, status);
  ended_ = true;
  on_change_();
}

}  // namespace stickylab
