// Every word of the reports, in English and Chinese.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>

#include "catalog/lab.hpp"
#include "judge/claims.hpp"
#include "judge/observation.hpp"
#include "text/view.hpp"

namespace stickylab {

/// `{0}`, `{1}` stand for what `say` fills in. The groups that follow an enum keep its order.
enum class Word : std::uint16_t {
  sender,
  wire,
  receiver,
  harness,
  sender_short,
  wire_short,
  receiver_short,
  harness_short,
  sender_name,
  wire_name,
  receiver_name,
  harness_name,
  ms,
  broken,
  fixed,

  same,  // Verdict
  merged,
  torn,
  lost,
  garbled,
  extra,
  stalled,
  hang,
  crash,
  inconclusive,

  same_means,  // Verdict, in a sentence
  merged_means,
  torn_means,
  lost_means,
  garbled_means,
  extra_means,
  stalled_means,
  hang_means,
  crash_means,
  inconclusive_means,

  gate_not_seen,  // Reason, from gate_not_seen on
  calls_not_seen,
  events_dropped,
  between_thresholds,
  receiver_not_ready,
  not_started,
  stage_lost,
  deadline,
  deadlock,
  too_much_output,
  signaled,
  failed,
  too_much_memory,
  too_many_processes,
  too_much_written,
  too_many_descriptors,
  too_much_traffic,

  outcome_reproduced,  // Outcome
  outcome_not_reproduced,
  outcome_inconclusive,

  stop_deadline,  // Stop
  stop_deadlock,
  stop_output,
  stop_not_started,
  stop_not_ready,
  stop_stage_lost,
  stop_silence,
  stop_memory,
  stop_processes,
  stop_written,
  stop_descriptors,
  stop_traffic,

  number_verdict,  // the rows of "How they differ"
  number_messages,
  number_writes,
  number_reads,
  number_empty_reads,
  number_first_read,
  number_largest_read,
  number_longest_read_ms,
  number_segments,
  number_unacked,
  number_first_held_bytes,
  number_held_bytes,
  number_held_ms,
  number_exchanges,
  number_exchange_ms,
  number_shortest_exchange_ms,
  number_reading_us,
  number_elapsed_ms,
  number_ending,

  exited,  // Ending
  killed,
  stopped,
  never_started,

  size,  // the lanes
  byte_range,
  one_byte,
  end_of_stream,
  empty_datagram,
  read_end,
  datagram_cut,
  queued,
  held,
  unacked,
  waited,
  took,
  still_waiting,
  call_failed,
  nothing_there,
  option_on,
  option_off,
  message,
  prints,
  prints_error,
  same_again,
  exchanges,
  one_exchange,
  rows_left_out,
  not_observed,
  gap,
  held_until_ack,
  held_by_cork,
  held_by_tcp,
  held_by_nagle,
  ack_delayed,
  crossing,
  kept_back,
  resending,
  segment,
  segments,
  datagram,
  ack_of,
  again,
  copy_of,
  handshake,
  write_number,
  carries_part,
  carries_parts,
  carries_writes,
  took_part,
  took_parts,
  took_segments,
  lost_on_wire,
  still_on_wire,
  held_on_wire,
  fragment,
  window_closed,

  meant,  // the texts
  understood,
  none,
  more_messages,
  not_utf8,
  calls_dropped,
  strays,
  how_they_differ,
  why,
  numbers,
  segments_source,
  segments_counted,
  wire_missed,
  expected_observed,
  first_failure,
  runs_reproduced,
  runs_inconclusive,
  runs_made,
  not_run,
  no_runs,
  failed_later,
  bytes_left_out,
  total_reproduced,
  total_not_reproduced,
  total_inconclusive,
  observed_were,
  comma,
  colon,
  semicolon,

  pcap_segment,  // the comments of a capture file
  pcap_datagram,
  pcap_fragment,
  pcap_retransmission,
  pcap_repeats,
  pcap_write,
  pcap_writes,
  pcap_read,
  pcap_reads,
  pcap_opens,
  pcap_accepts,
  pcap_ends,
  pcap_aborts,
  pcap_acknowledges,
  pcap_bare_ack,
  pcap_copy,
  pcap_held,
  pcap_lost,
  pcap_underway,
  pcap_arrived,
  pcap_missed,

  yes,
  no,
  doctor_kernel,
  doctor_two_hosts,
  doctor_two_hosts_means,
  doctor_loopback,
  doctor_loopback_means,
  doctor_probe,
  doctor_containment,
  doctor_pid_namespace,
  doctor_subreaper,
  advice_apparmor,  // Obstacle
  advice_userns_clone,
  advice_no_userns,
  advice_container,
  falls_back,

  // try
  trial_passed,
  trial_schedules,
  trial_fails,
  trial_some,
  trial_delivery,
  trial_replies,
  trial_meant,
  trial_understood,
  trial_ending,
  trial_sender,
  trial_hint,
  trial_again,
  in_brackets,
  cut_at,
  more_pieces,
  then_fin,
  then_rst,
  then_silence,
  fault_silent_end,
  fault_hang,
  fault_crash,
  fault_not_run,
  fault_nothing_sent,
  fault_output,
  fault_memory,  // Stop, from memory on
  fault_processes,
  fault_written,
  fault_descriptors,
  fault_traffic,
  hint_eof,
  hint_reset,
  hint_hang,
  hint_merged,
  hint_short_read,
  hint_character,
  hint_empty,
  held_everywhere,
  held_sometimes,
  held_always,
  held_never,
  not_held,
  real_run_failed,
  written_by_runs,
  watching,

  claim_true,  // Truth
  claim_false,
  claim_depends,
  claim_undecided,

  doubt_other_net,  // Doubt, from other_net on
  doubt_inconclusive,
  doubt_not_observed,

  claims_heading,
  claims_document,
  claims_run,
  claims_as_claimed,
  claims_measured,
  claims_disagree,
  claims_more,
  claims_total,
  claims_agree,
  claims_none,

  page_keys,  // the HTML page
  page_labs,
  page_space,
  page_play,
  page_pause,
  page_back,
  page_forward,
  page_point_before,
  page_point_after,
  page_speed,
  page_slower,
  page_faster,
  page_hex,
  page_fold,
  page_show,
  page_both,
  page_position,
  page_close,
  page_send_queue,
  page_receive_queue,
  page_in_kernel,
  page_read,
  page_to_scale,
  page_many_bytes,
  page_first_bytes,
  page_diff,
  page_claims,
  page_needs_script,

  lines_shown,  // learn
  learn_look,   // Step
  learn_code,
  learn_predict,
  learn_run,
  learn_fix,
  learn_fixed,
  learn_why,
  learn_practice,
  learn_guesses,
  learn_step,
  learn_programs,
  learn_meant,
  learn_order,
  learn_guess_is_yours,
  learn_two_hosts,  // Net
  learn_one_host,
  learn_loopback,
  learn_marked,
  learn_kit,
  learn_yours,
  learn_open,
  learn_change,
  learn_without,
  learn_stays,
  learn_too_late,
  learn_running,
  learn_not_shown,
  learn_guessed,
  learn_happened,
  learn_none,
  learn_right,
  learn_wrong,
  learn_lanes,
  learn_lanes_three,
  learn_lanes_two,
  learn_lanes_counts,
  learn_lanes_held,
  learn_lanes_message,
  learn_diff,
  learn_wild,
  learn_copy,
  learn_copy_there,
  learn_no_copy,
  learn_often,
  learn_part,
  learn_part_guessed,
  learn_part_over,
  learn_part_surprises,
  learn_part_no_surprise,
  learn_next_lab,
  learn_next_part,
  learn_any_lab,
  learn_last_lab,
  learn_left,
  learn_not_kept,
  learn_forgotten,
  learn_forgotten_all,
  key_next,
  key_run,
  key_next_lab,
  key_back,
  key_guess,
  key_again,
  key_try,
  key_scroll,
  key_quit,

  part_stream,  // of the course
  part_cures,
  part_framing,

  kit_send_some,  // the calls of labs/kit, as show/kit_calls.cpp names them
  kit_send_all,
  kit_receive_some,
  kit_receive_all,
  kit_receive_waiting,
  kit_set_option,
  kit_got_message,
  kit_until_queued,
  kit_until_datagrams,
  kit_step_done,
  kit_wait_for_step,
  kit_fail,
  kit_refuse,
  kit_run_tcp,
  kit_run_udp,

  present_event,  // present
  present_both,
  present_ask,
  present_running,
  present_playing,
  present_paused,
  present_speed,
  present_gaps_folded,
  present_gaps_long,
  present_text,
  present_hex,
  present_help,
  help_step,
  help_back,
  help_play,
  help_points,
  help_ends,
  help_acts,
  help_speed,
  help_fold,
  help_hex,
  help_theme,
  help_quit,
  step_where,  // present --step
  step_held,
  step_flowing,
  step_over,
  step_now,
  step_waits,
  step_is_over,
  step_keys,
  step_keys_over,
  step_keys_none,
  step_reordered,
  step_keys_last,
  doing_not_started,
  doing_in_call,
  doing_busy,
  doing_peeks,
  doing_elsewhere,
  doing_ended,
  queue_unread,
  queue_unacked,
  queue_unsent,
  wire_empty,
  wire_more,
  wait_nagle,
  wait_cork,
  wait_cork_timer,
  wait_unsent,
  wait_ack,
  wait_fin,
  wait_read,
  wait_missing,
  wait_wire,
  wait_nothing,
  wait_nothing_udp,
  step_help_release,
  step_help_choose,
  step_help_drop,
  step_help_all,
  step_help_flow,
  step_help_again,
  step_help_hex,
  step_help_theme,
  step_help_quit,
};
inline constexpr int kWords = static_cast<int>(Word::step_help_quit) + 1;

std::string_view word(Word word, Lang lang);

template <class... Args>
std::string say(Word text, Lang lang, const Args&... args) {
  return fmt::format(fmt::runtime(word(text, lang)), args...);
}

const std::string& in(Lang lang, const Text& text);

Word lane_word(Actor who);
Word lane_short_word(Actor who);
Word end_word(Actor who);
Word version_word(Version version);
Word verdict_word(Verdict verdict);
Word verdict_meaning(Verdict verdict);
Word outcome_word(Outcome outcome);
Word stop_word(Stop stop);
/// The title of a part of the course.
Word part_word(int part);
/// Of a claim; empty: not decided.
Word truth_word(const std::optional<Truth>& truth);
/// Not of `Doubt::none`.
Word doubt_word(Doubt doubt);
/// Of an excess: what the program did, with {0} for the limit.
Word limit_word(Stop excess);

/// Empty for `Reason::none`. The observation's detail is part of it.
std::string reason_text(const Observation& seen, Lang lang);

/// "merged: several messages arrived as one"; the reason tells more, where there is one.
std::string verdict_text(const Observation& seen, Lang lang);

/// A difference's value as a person reads it.
std::string value_text(const Observation& seen, const std::string& what, const std::string& value,
                       Lang lang);

/// "exited with 1", "killed by SIGSEGV".
std::string ending_text(const Ending& ending, Lang lang);

/// Of both ends: of the one that did not exit with 0, if any.
std::string endings_text(const Observation& seen, Lang lang);

/// A number's name, as in `Difference::what`; one that is not known stands for itself.
std::string number_text(std::string_view name, Lang lang);

/// "SIGSEGV"; signal(7).
std::string signal_name(int signal);

}  // namespace stickylab
