// Rows -> fewer rows: repetition and silence take one line, whatever their length.
#pragma once

#include <vector>

#include "trace/rows.hpp"

namespace stickylab {

/// Rows that are alike (same lane, call and result) and come again and again, perhaps in turn with
/// up to two other kinds: the first of each kind stays, a RepeatRow follows.
std::vector<Row> fold_repeats(const std::vector<Row>& rows);

/// If a program printed many lines before the first packet or call of a connection, they become one
/// row. Messages stay, and so does all if nothing moved: then what was printed may say why.
std::vector<Row> fold_prints(const std::vector<Row>& rows);

/// If the sender's exchanges with the receiver follow each other and go the same way, the first
/// stays and the others become one row. The same way: both ends make the same calls with the same
/// lengths and results, as many bytes are in each segment, nothing is lost, as many lines are
/// printed, it takes about as long, and the first byte sent is the same: in most protocols that
/// tells a request from another kind of request. Two with different bytes stay, more are folded.
/// `exchanges_ms` are the times of all, as the judge has them.
std::vector<Row> fold_exchanges(const std::vector<Row>& rows,
                                const std::vector<double>& exchanges_ms);

/// Puts a GapRow at each place at which nothing happened for `kLongNs`, with the causes if `waits`,
/// or else the rows, prove them.
std::vector<Row> mark_gaps(const std::vector<Row>& rows, const Waits& waits);

/// Keeps the beginning and the end of what is too long to be read, with a LeftOutRow between them.
std::vector<Row> shorten(const std::vector<Row>& rows);

}  // namespace stickylab
