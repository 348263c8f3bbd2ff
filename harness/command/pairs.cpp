#include "command/pairs.hpp"

#include <map>
#include <utility>

#include "stage/runner.hpp"

namespace stickylab {

void run_pairs(const LabRuns& runs, const std::vector<const Lab*>& labs,
               const std::function<bool(std::size_t, Pair)>& on_pair) {
  std::vector<RunSpec> specs;
  for (const Lab* lab : labs)
    for (const Version version : {Version::broken, Version::fixed})
      specs.push_back(runs.run(*lab, version));

  std::map<std::size_t, Recording> ready;  // by index into `specs`
  std::size_t next = 0;                    // the pair that is due
  run_all(specs, runs.jobs(), [&](std::size_t index, Recording recording) {
    ready.emplace(index, std::move(recording));
    bool go_on = true;
    while (go_on && ready.contains(2 * next) && ready.contains(2 * next + 1)) {
      Pair pair{Trace(std::move(ready.at(2 * next))), Trace(std::move(ready.at(2 * next + 1)))};
      ready.erase(2 * next);
      ready.erase(2 * next + 1);
      go_on = on_pair(next++, std::move(pair));
    }
    return go_on;
  });
}

}  // namespace stickylab
