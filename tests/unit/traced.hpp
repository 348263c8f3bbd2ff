// What takes a Trace takes a recording here: a test that asks once need not keep the Trace.
#pragma once

#include "judge/gate.hpp"
#include "judge/observation.hpp"
#include "judge/trial.hpp"
#include "lanes/lanes.hpp"
#include "report/asciicast.hpp"
#include "report/pcapng.hpp"
#include "report/text.hpp"

namespace stickylab {

inline bool gate_seen(const Gate& gate, const Recording& run) {
  return gate_seen(gate, Trace(run));
}
inline Observation observe(const Meant& meant, const Recording& run) {
  return observe(meant, Trace(run));
}
inline Comparison compare(const Lab& lab, const Recording& broken, const Recording& fixed) {
  return compare(lab, Trace(broken), Trace(fixed));
}
inline Attempt judge_delivery(const std::vector<std::string>& meant, const Schedule& schedule,
                              const Recording& run) {
  return judge_delivery(meant, schedule, Trace(run));
}
inline std::string run_text(const Lab& lab, const Recording& run, const Observation& seen,
                            const View& view) {
  return run_text(lab, Trace(run), seen, view);
}
inline std::string comparison_text(const Lab& lab, const Recording& broken, const Recording& fixed,
                                   const Comparison& comparison, const View& view) {
  return comparison_text(lab, Trace(broken), Trace(fixed), comparison, view);
}
inline std::string pcapng(const Recording& run, const Lab* lab, Lang lang) {
  return pcapng(Trace(run), lab, lang);
}
inline std::string asciicast(const Lab* lab, const Recording& run, const Observation& seen,
                             const View& view) {
  return asciicast(lab, Trace(run), seen, view);
}
inline Lines lane_lines(const Recording& run, const Observation& seen, int width,
                        const View& view) {
  return lane_lines(Trace(run), seen, width, view);
}

}  // namespace stickylab
