// A row -> a sentence that stands alone: who did what, to which bytes, and why, as far as the
// recording tells.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "text/view.hpp"
#include "trace/trace.hpp"

namespace stickylab {

/// Tells the rows of one trace, which it refers to, in the language of `view`.
class Teller {
 public:
  Teller(const Trace& trace, const View& view);

  /// A sentence or two, with capital and full stop; never empty. It needs no lane beside it.
  std::string sentence(const Row& row) const;

 private:
  struct Say;
  struct Write {
    Span span;
    int number = 0;
  };

  /// "all of write 1, part of write 2": what `span` of a connection has of the writes of those who
  /// are not `reader`.
  std::vector<std::string> writes_in(const Span& span, int connection, Actor reader) const;
  std::string who(Actor actor, int connection) const;

  const Trace& trace_;
  View view_;
  bool several_ = false;                                        ///< connections
  std::map<std::pair<int, Actor>, std::vector<Write>> writes_;  ///< by connection and writer
};

}  // namespace stickylab
