// The outcomes of several labs, a line or less for each, as they end.
#pragma once

#include <string>
#include <vector>

#include "judge/check.hpp"
#include "recording/environment.hpp"
#include "text/paint.hpp"

namespace stickylab {

/// A table that is printed while it is made. If a lab was not reproduced it says in what.
class OutcomeTable {
 public:
  /// `labs` are those that will come. In brief there are as many beside each other as have room.
  OutcomeTable(const std::vector<const Lab*>& labs, bool brief, const View& view);

  /// Gives what to print now that a lab has ended.
  std::string add(const CompareResult& result);
  /// Gives what to print behind the last.
  std::string end();

 private:
  Line line_of(const CompareResult& result) const;
  Line cell_of(const CompareResult& result) const;
  std::string add_cell(const Line& cell);

  View view_;
  bool brief_;
  int name_ = 0;            ///< columns of the widest name
  int verdict_ = 0;         ///< of the widest verdict
  int column_ = 0;          ///< where the next cell begins
  std::size_t spaces_ = 0;  ///< before it
  Lines failures_;
};

/// "01 two-writes-one-read", "merged → same", "reproduced".
std::vector<Part> outcome_row(const CompareResult& result, const View& view);

/// Counts those that were reproduced, and says where.
Lines total_lines(const std::vector<CompareResult>& results, const Environment& environment,
                  const View& view);

/// In what the versions were not as stated.
Lines failure_lines(const Comparison& comparison, const View& view);

}  // namespace stickylab
