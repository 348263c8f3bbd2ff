#include "report/json.hpp"

#include <nlohmann/json.hpp>

#include "lanes/ending_text.hpp"
#include "report/evidence.hpp"
#include "report/trial.hpp"

namespace stickylab {
namespace {

using Json = nlohmann::ordered_json;

std::string document(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json document_head(const char* schema) { return {{"schema", schema}}; }

Json text_json(const Text& text) { return {{"en", text.en}, {"zh", text.zh}}; }

Json environment_json(const Environment& environment) {
  return {{"kernel", environment.kernel},
          {"net", net_name(environment.net)},
          {"evidence", environment.evidence},
          {"sysctls", environment.sysctls}};
}

Json ending_json(const Ending& ending) {
  switch (ending.how) {
    case Ending::How::exited:
      return ending.code;
    case Ending::How::signaled:
      return signal_name(ending.code);
    case Ending::How::stopped:
      return "stopped";
    case Ending::How::never_started:
      break;
  }
  return "never-started";
}

/// Milliseconds keep their fraction, counts have none.
Json number_json(Number number, double value) {
  if (has_fraction(number)) return value;
  return static_cast<std::int64_t>(value);
}

Json mismatches_json(const std::vector<Mismatch>& mismatches) {
  Json json = Json::array();
  for (const Mismatch& m : mismatches)
    json.push_back({{"what", m.what}, {"expected", m.expected}, {"observed", m.observed}});
  return json;
}

/// Lists the bytes that no observed call wrote, or took.
Json unseen_json(const std::vector<Unseen>& all, const Cast& cast) {
  Json json = Json::array();
  for (const Unseen& unseen : all) {
    json.push_back({{"who", actor_name(cast, unseen.who)},
                    {"connection", unseen.direction.connection},
                    {unseen.datagrams ? "datagrams" : "bytes", unseen.count}});
    if (unseen.read) json.back()["read"] = true;
  }
  return json;
}

void add_late_wire(const LateWire& late, Json& json) {
  if (late.packets == 0) return;
  json["late_wire"] = {{"packets", late.packets},
                       {"most_ms", static_cast<double>(late.most_ns) / 1e6}};
}

/// What needs no lab to be said.
Json facts_json(const Observation& seen) {
  Json json = Json::object();
  for (const auto& [number, value] : seen.numbers)
    if (number != Number::messages)
      json[std::string(number_name(number))] = number_json(number, value);
  if (!seen.exchanges_ms.empty()) json["exchanges_ms"] = seen.exchanges_ms;
  json["exit"] = {{"sender", ending_json(seen.sender)}, {"receiver", ending_json(seen.receiver)}};
  if (seen.not_utf8) json["not_utf8"] = true;
  if (seen.strays > 0) json["strays"] = seen.strays;
  if (!seen.unseen.empty()) json["unseen"] = unseen_json(seen.unseen, default_cast());
  add_late_wire(seen.late_wire, json);
  return json;
}

Json outcome_json(Verdict verdict, Reason reason, const std::vector<std::string>& messages) {
  Json json = {{"verdict", verdict_name(verdict)}, {"reason", reason_name(reason)}};
  json["messages"] = messages;
  json["messages_hex"] = Json::array();
  for (const std::string& message : messages) json["messages_hex"].push_back(to_hex(message));
  return json;
}

Json observation_json(const Observation& seen) {
  Json json = outcome_json(seen.verdict, seen.reason, seen.messages);
  if (!seen.detail.empty()) json["detail"] = seen.detail;
  json.update(facts_json(seen));
  return json;
}

Json version_json(const Observation& seen, const std::vector<Mismatch>& mismatches) {
  Json json = observation_json(seen);
  json["mismatches"] = mismatches_json(mismatches);
  return json;
}

/// A number if it is one: `Difference` has them ready to print.
Json value_json(const Observation& seen, const std::string& what, const std::string& printed) {
  const auto number = number_from_name(what);
  if (!number || !seen.numbers.contains(*number)) return printed;
  return number_json(*number, seen.numbers.at(*number));
}

Json comparison_json(const Comparison& comparison) {
  Json json;
  json["broken"] = version_json(comparison.broken, comparison.broken_mismatches);
  json["fixed"] = version_json(comparison.fixed, comparison.fixed_mismatches);
  json["differences"] = Json::array();
  for (const Difference& d : comparison.differences)
    json["differences"].push_back({{"what", d.what},
                                   {"broken", value_json(comparison.broken, d.what, d.broken)},
                                   {"fixed", value_json(comparison.fixed, d.what, d.fixed)}});
  return json;
}

Json lab_json(const Lab& lab) { return {{"id", lab.number}, {"name", lab.name}}; }

Json result_json(const CompareResult& result) {
  Json json = lab_json(*result.lab);
  json["outcome"] = outcome_name(result.comparison->outcome);
  json["expected_messages"] = result.lab->meant.messages;
  json.update(comparison_json(*result.comparison));
  return json;
}

Json attempt_json(const Trial& trial) {
  const Attempt& attempt = *trial.failure;
  Json json = {{"schedule", trial.real ? Json() : Json(print_schedule(attempt.schedule))},
               {"fault", fault_name(attempt.fault)},
               {"verdict", verdict_name(attempt.verdict)},
               {"understood", attempt.understood},
               {"understood_by", attempt.by == kSender ? "sender" : "receiver"},
               {"exit", ending_json(attempt.ending)},
               {"sender_exit", ending_json(attempt.sender)},
               {"detail", attempt.detail},
               {"again", trial.again}};
  if (!trial.real) json["index"] = attempt.index;
  if (attempt.limit) json["limit"] = stop_name(*attempt.limit);
  if (attempt.crop)
    json["crop"] = {{"room", attempt.crop->room}, {"datagram", attempt.crop->datagram}};
  return json;
}

/// A trial as a lab asks for it.
Json deliveries_json(const Trial& trial) {
  Json json = {{"asked", trial.asked == Holds::sometimes ? "sometimes"
                         : trial.asked == Holds::never   ? "never"
                                                         : "everywhere"},
               {"as_asked", trial.passed()},
               {"made", trial.schedules},
               {"same", trial.held},
               {"stream_hex", to_hex(trial.stream.bytes)}};
  if (trial.failure) json["first_failure"] = attempt_json(trial);
  return json;
}

Json showing_json(const Showing& showing) {
  Json json = Json::object();
  if (const Condition* of = showing.condition)
    json = {{"lab", of->lab}, {"run", version_name(of->run)}};
  if (showing.doubt == Doubt::none) {
    json["holds"] = showing.holds;
  } else {
    json["doubt"] = doubt_name(showing.doubt);
  }
  json["measured"] = Json::array();
  for (const Measured& m : showing.measured)
    json["measured"].push_back({{"what", m.what}, {"needed", m.needed}, {"observed", m.seen}});
  return json;
}

Json claim_json(const ClaimResult& result) {
  const auto& [claim, truth, doubt, evidence] = result.finding;
  Json json = {{"number", claim->number}, {"from", claim->from}, {"says", text_json(claim->says)}};
  json["truth"] = truth ? truth_name(*truth) : "undecided";
  if (!truth) json["doubt"] = doubt_name(doubt);
  json["expected"] = truth_name(claim->expected);
  if (truth) json["as_expected"] = result.finding.as_expected();
  json["evidence"] = Json::array();
  for (const Showing& showing : evidence) json["evidence"].push_back(showing_json(showing));
  if (result.lab)
    json["lab"] = lab_json(*result.lab);
  else
    json["python"] = claim->python;
  return json;
}

Json undecidable_json(const Undecidable& claim) {
  return {{"number", claim.number},
          {"from", claim.from},
          {"says", text_json(claim.says)},
          {"why", text_json(claim.why)}};
}

Json check_result_json(const CheckResult& result) {
  Json json = lab_json(*result.lab);
  json["asked"] = result.asked;
  json["runs"] = result.runs;
  json["reproduced"] = result.reproduced;
  json["inconclusive"] = result.inconclusive;
  for (const Version version : {Version::broken, Version::fixed})
    if (const auto& trial = result.count(version).trial)
      json["deliveries"][std::string(version_name(version))] = deliveries_json(*trial);
  if (!result.first_failure) return json;
  const CheckFailure& failure = *result.first_failure;
  Json first = {{"run", failure.run}, {"outcome", outcome_name(failure.comparison.outcome)}};
  first.update(comparison_json(failure.comparison));
  for (const Version version : {Version::broken, Version::fixed})
    if (const Evidence evidence = evidence_of(failure, version); !evidence.mismatches.empty())
      first[std::string(version_name(version))]["story"] = story_of(evidence, {});
  json["first_failure"] = std::move(first);
  return json;
}

/// By the name of the reason if it is one to complain of.
std::string_view why_name(const Stopped& stopped, const Observation& seen) {
  return stopped.why == Stop::over ? stop_name(stopped.why) : reason_name(seen.reason);
}

/// One end of a connection, as far as it was seen.
Json end_json(const End& end, const Cast& cast) {
  Json json = {{"address", end.address}};
  if (end.actor) json["who"] = actor_name(cast, *end.actor);
  return json;
}

std::string_view transport_of(const Connection& one) {
  if (one.local != Local::no) return transport_name(Transport::local);
  return transport_name(one.datagram ? Transport::udp : Transport::tcp);
}

/// How each program of a cast ended, and who talked with whom.
Json cast_json(const Trace& trace, const Observation& seen) {
  const Cast& cast = trace.info().cast;
  Json json = {{"exit", Json::object()}, {"connections", Json::array()}};
  for (std::size_t i = 0; i < cast.size(); ++i)
    json["exit"][cast[i].name] = ending_json(ending_of(trace, Actor(i)));
  for (const Connection& one : trace.connections().all())
    json["connections"].push_back({{"number", one.number},
                                   {"transport", transport_of(one)},
                                   {"opener", end_json(one.opener, cast)},
                                   {"acceptor", end_json(one.acceptor, cast)}});
  if (!seen.unseen.empty()) json["unseen"] = unseen_json(seen.unseen, cast);
  add_late_wire(seen.late_wire, json);
  return json;
}

}  // namespace

std::string comparison_json(const std::vector<CompareResult>& results,
                            const Environment& environment) {
  Json json = document_head("stickylab/comparison/1");
  json["environment"] = environment_json(environment);
  json["labs"] = Json::array();
  for (const CompareResult& result : results) json["labs"].push_back(result_json(result));
  return document(json);
}

std::string run_json(const Lab& lab, Version version, const Observation& seen,
                     const Environment& environment) {
  Json json = document_head("stickylab/run/1");
  json["environment"] = environment_json(environment);
  json.update(lab_json(lab));
  json["version"] = version_name(version);
  json["expected_messages"] = lab.meant.messages;
  json.update(observation_json(seen));
  return document(json);
}

std::string tally_json(const TallyOf& of, const Tally& tally, const Environment& environment) {
  Json json = document_head("stickylab/repeat/1");
  json["environment"] = environment_json(environment);
  json.update(lab_json(of.lab));
  json["version"] = version_name(of.version);
  json["gates"] = of.gates;
  json["at_a_time"] = of.jobs;
  json["asked"] = of.times;
  json["runs"] = tally.runs;
  if (tally.runs < of.times) json["interrupted"] = true;
  json["outcomes"] = Json::array();
  for (const auto& [outcome, count] : in_order(tally)) {
    Json entry = {{"count", count}};
    entry.update(outcome_json(outcome.verdict, outcome.reason, outcome.messages));
    json["outcomes"].push_back(std::move(entry));
  }
  return document(json);
}

std::string observed_json(const Trace& trace) {
  const RunInfo& info = trace.info();
  const Observation seen = observe(Meant{}, trace);
  Json json = document_head("stickylab/observation/1");
  json["environment"] = {{"kernel", info.kernel},
                         {"net", net_name(info.net)},
                         {"evidence", info.evidence},
                         {"probe", probe_name(info.probe)}};
  json["commands"] = Json::object();
  for (const Event& event : trace.events()) {
    if (const auto* started = std::get_if<ProcessStarted>(&event.data))
      json["commands"][std::string(actor_name(trace.info().cast, event.who))] = started->command;
    if (const auto* stopped = std::get_if<Stopped>(&event.data))
      json["stopped"] = {{"why", why_name(*stopped, seen)}, {"detail", stopped->detail}};
  }
  json.update(is_default(info.cast) ? facts_json(seen) : cast_json(trace, seen));
  return document(json);
}

std::string list_json(const std::vector<ListedLab>& labs) {
  Json json = document_head("stickylab/list/1");
  json["labs"] = Json::array();
  for (const auto& [lab, state] : labs) {
    Json entry = lab_json(lab);
    entry["part"] = lab.part;
    entry["title"] = text_json(lab.title);
    entry["symptom"] = text_json(lab.symptom);
    entry["transport"] = transport_name(lab.transport);
    entry["from"] = lab.from;
    entry["state"] = lab_state_name(state);
    if (lab.teaching.topic) entry["topic"] = text_json(*lab.teaching.topic);
    json["labs"].push_back(std::move(entry));
  }
  return document(json);
}

std::string claims_json(const Claims& claims) {
  Json json = document_head("stickylab/claims/1");
  json["environment"] = environment_json(claims.environment);
  json["claims"] = Json::array();
  for (const ClaimResult& result : claims.results) json["claims"].push_back(claim_json(result));
  json["undecidable"] = Json::array();
  for (const Undecidable& claim : claims.undecidable)
    json["undecidable"].push_back(undecidable_json(claim));
  return document(json);
}

std::string check_json(const std::vector<CheckResult>& results, const Environment& environment) {
  Json json = document_head("stickylab/check/1");
  json["environment"] = environment_json(environment);
  json["labs"] = Json::array();
  for (const CheckResult& result : results) json["labs"].push_back(check_result_json(result));
  return document(json);
}

std::string doctor_json(const Diagnosis& d) {
  Json json = document_head("stickylab/doctor/1");
  json["environment"] = environment_json(d.environment);
  json["two_hosts"] = d.why_no_two_hosts.empty();
  if (!d.why_no_two_hosts.empty()) json["why_no_two_hosts"] = d.why_no_two_hosts;
  json["obstacles"] = Json::array();
  for (const Obstacle obstacle : d.obstacles) json["obstacles"].push_back(obstacle_name(obstacle));
  json["pid_namespace"] = d.pid_namespace;
  json["probe"] = d.probe;
  return document(json);
}

std::string trial_json(const Trial& trial) {
  Json json = document_head("stickylab/trial/1");
  json["lab"] = trial.lab->number;
  json["passed"] = trial.passed();
  json["schedules"] = trial.schedules;
  json["stream_hex"] = to_hex(trial.stream.bytes);
  json["replies_hex"] = to_hex(trial.stream.replies);
  if (trial.lab->transport == Transport::udp) {
    json["datagrams_hex"] = Json::array();
    for (const std::string& datagram : trial.datagrams)
      json["datagrams_hex"].push_back(to_hex(datagram));
  }
  json["meant"] = trial.lab->meant.messages;
  json["uncounted"] = trial.uncounted;
  if (trial.failure) json["failure"] = attempt_json(trial);
  return document(json);
}

}  // namespace stickylab
