// lab.toml -> Lab. It is strict: every key is known, present if it is required, and of its type.
#include <fmt/core.h>
#include <toml++/toml.h>

#include <algorithm>

#include "catalog/claims.hpp"
#include "catalog/gate_file.hpp"
#include "catalog/lessons.hpp"
#include "catalog/table.hpp"
#include "recording/message_text.hpp"

namespace stickylab {
namespace {

Pace::Of read_of(Table& in) {
  static const std::map<std::string, Pace::Of> names = {
      {"median", Pace::Of::median},
      {"third_quartile", Pace::Of::third_quartile},
      {"connect", Pace::Of::connect}};
  const auto of = names.find(in.text("of"));
  if (of == names.end())
    in.wrong(in.must("of"), in.path("of") + R"( must be "median", "third_quartile" or "connect")");
  return of->second;
}

Pace read_pace(Table in) {
  const bool by_reads = in.has("stalled_from_reads");
  const std::string unit = by_reads ? "reads" : "ms";
  Pace pace{by_reads ? Pace::By::reads : Pace::By::time_ms, in.number("prompt_below_" + unit),
            in.number("stalled_from_" + unit)};
  if (!by_reads && in.has("of")) pace.of = read_of(in);
  if (by_reads && in.has("messages")) pace.messages = in.integer("messages", 1);
  in.done();
  if (pace.prompt_below > pace.stalled_from)
    in.wrong(in.raw(), fmt::format("[pace] prompt_below_{0} is above stalled_from_{0}", unit));
  return pace;
}

Prediction read_prediction(Table in) {
  Prediction predict;
  predict.question = in.both("question");
  for (const toml::node& node : in.array("choices"))
    predict.choices.push_back(in.element(node, "choices").languages());
  const int answer = in.integer("answer", 1, static_cast<int>(predict.choices.size()));
  predict.answer = answer - 1;
  if (in.has("tempting")) predict.tempting = in.both("tempting");
  in.done();
  return predict;
}

LoseRule read_lose_rule(Table in) {
  const LoseRule rule{.from = read_end(in, "from"), .packet = in.integer("packet", 1)};
  in.done();
  return rule;
}

int read_cut(Table in) {
  const int after = in.integer("after", 0);
  in.done();
  return after;
}

Network read_network(Table in) {
  Network network{.rtt_ms = in.number("rtt_ms"), .mtu = in.integer("mtu", 68, 65'535)};
  if (in.has("loses"))
    for (const toml::node& node : in.array("loses"))
      network.loses.push_back(read_lose_rule(in.element(node, "loses")));
  if (in.has("cut")) network.cut_after = read_cut(in.table("cut"));
  in.done();
  return network;
}

void read_holds(Table& in, Expected& expected) {
  const std::string holds = in.text("holds");
  if (holds != "everywhere" && holds != "sometimes")
    in.wrong(in.must("holds"), in.path("holds") + " must be \"everywhere\" or \"sometimes\"");
  expected.holds = holds == "everywhere" ? Holds::everywhere : Holds::sometimes;
}

/// Reads what may happen to datagrams, or "never".
void read_mishaps(Table& in, Expected& expected) {
  static const std::map<std::string, Mishap::Kind> kinds = {{"losses", Mishap::Kind::lose},
                                                            {"copies", Mishap::Kind::twice},
                                                            {"swaps", Mishap::Kind::swap},
                                                            {"delays", Mishap::Kind::late}};
  const std::string which = in.path("holds") +
                            " of datagrams must be \"never\", or a list of \"losses\", "
                            "\"copies\", \"swaps\" and \"delays\"";
  if (in.must("holds").is_string()) {
    if (in.text("holds") != "never") in.wrong(in.must("holds"), which);
    expected.holds = Holds::never;
    return;
  }
  expected.holds = Holds::everywhere;
  for (const std::string& name : in.texts("holds")) {
    const auto kind = kinds.find(name);
    if (kind == kinds.end()) in.wrong(in.must("holds"), which);
    expected.mishaps.insert(kind->second);
  }
}

/// Reads under which deliveries it holds. What goes by a path is not delivered by the stage.
void read_deliveries(Table& in, Transport transport, Expected& expected) {
  if (transport == Transport::local)
    in.wrong(in.must("holds"), in.path("holds") + " is of \"tcp\" and \"udp\" only");
  transport == Transport::tcp ? read_holds(in, expected) : read_mishaps(in, expected);
}

void read_expected_values(Table& in, Transport transport, Expected& expected) {
  if (in.has("verdict")) expected.verdict = read_verdict(in);
  if (in.has("holds")) read_deliveries(in, transport, expected);
  for (const auto& [number, range] : read_numbers(in)) expected.numbers[number] = range;
}

/// [broken], and what [broken.loopback] … say otherwise.
std::map<Net, Expected> read_expected(Table in, Transport transport) {
  Expected common;
  in.must("verdict");
  read_expected_values(in, transport, common);
  std::map<Net, Expected> result;
  for (const Net net : {Net::two_hosts, Net::one_host, Net::loopback}) {
    result[net] = common;
    if (!in.has(net_name(net))) continue;
    Table own = in.table(net_name(net));
    read_expected_values(own, transport, result[net]);
    own.done();
  }
  in.done();
  return result;
}

Transport read_transport(Table& in) {
  const std::string name = in.text("transport");
  for (const Transport transport : {Transport::tcp, Transport::udp, Transport::local})
    if (name == transport_name(transport)) return transport;
  in.wrong(in.must("transport"), R"("transport" must be "tcp", "udp" or "unix")");
}

std::vector<std::string> read_compare(Table& in) {
  std::vector<std::string> rows = in.texts("compare");
  for (const std::string& row : rows)
    if (!is_row_name(row))
      in.wrong(
          in.must("compare"),
          fmt::format("\"compare\" names the unknown row \"{}\"; docs/writing-a-lab.md lists them",
                      row));
  return rows;
}

/// A delivery is for a receiver, and its output is what is judged then.
void must_hold_for_receivers(Table& in, const Lab& lab) {
  const auto states = [](const auto& stage) { return stage.second.holds != Holds::not_stated; };
  if (lab.meant.understood_by == kSender &&
      (std::ranges::any_of(lab.broken, states) || std::ranges::any_of(lab.fixed, states)))
    in.wrong(in.must("understood_by"),
             "\"understood_by\" is \"sender\": \"holds\" is about what a receiver understands; "
             "leave one of them out");
}

Lab read_all(Table in, const std::filesystem::path& folder) {
  Lab lab;
  const std::string folder_name = folder.filename().string();
  lab.number = folder_name.substr(0, 2);
  lab.name = folder_name.substr(3);
  lab.folder = folder;
  lab.part = in.integer("part", 1, kParts);
  lab.title = in.both("title");
  lab.symptom = in.both("symptom");
  lab.why = in.both("why");
  lab.transport = read_transport(in);
  for (const std::string& text : in.texts("messages"))
    lab.meant.messages.push_back(unescape_message(text));
  if (in.has("understood_by")) lab.meant.understood_by = read_end(in, "understood_by");
  if (in.has("length_bytes")) lab.length_bytes = in.integer("length_bytes", 0, 8);
  if (in.has("gate")) lab.meant.gate = read_gate(in.table("gate"));
  if (in.has("pace")) lab.meant.pace = read_pace(in.table("pace"));
  lab.predict = read_prediction(in.table("predict"));
  lab.network = read_network(in.table("network"));
  lab.meant.needs_wire = lab.network.needs_wire();
  lab.broken = read_expected(in.table("broken"), lab.transport);
  lab.fixed = read_expected(in.table("fixed"), lab.transport);
  must_hold_for_receivers(in, lab);
  lab.compare = read_compare(in);
  lab.from = in.texts("from");
  lab.wild = in.texts("wild");
  lab.includes = in.texts("includes");
  lab.lessons = read_lessons(in);
  if (in.has("claims")) lab.claims = read_claims(in, lab.number);
  in.done();
  return lab;
}

}  // namespace

Lab read_lab(const std::filesystem::path& folder) {
  const std::string file = (folder / "lab.toml").string();
  if (!std::filesystem::exists(file))
    throw InputError({"{} is missing; docs/writing-a-lab.md says what it holds",
                      "缺少 {}；里面该写什么，见 docs/writing-a-lab.zh.md"},
                     file);
  Lab lab;
  read_toml(file, [&](Table in) { lab = read_all(std::move(in), folder); });
  lab.teaching = read_teaching(folder);
  return lab;
}

}  // namespace stickylab
