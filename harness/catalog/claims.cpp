#include "catalog/claims.hpp"

#include <algorithm>
#include <cctype>

namespace stickylab {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && text.size() < 5 &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// "3.54": the document's number, a dot, and which of its claims it is.
bool is_claim_number(std::string_view text) {
  const std::size_t dot = text.find('.');
  return dot != std::string_view::npos && all_digits(text.substr(0, dot)) &&
         all_digits(text.substr(dot + 1));
}

/// True if "S3:225" is a line of the document that "3.54" belongs to.
bool is_line_of(std::string_view line, std::string_view number) {
  const std::string document = fmt::format("S{}:", number.substr(0, number.find('.')));
  return line.starts_with(document) && all_digits(line.substr(document.size()));
}

std::string read_number(Table& in) {
  std::string number = in.text("number");
  if (!is_claim_number(number))
    in.wrong(in.must("number"), in.path("number") + " must be a document and a number: \"3.54\"");
  return number;
}

std::vector<std::string> read_lines(Table& in, const std::string& number) {
  std::vector<std::string> lines = in.texts("from");
  const bool all = std::all_of(lines.begin(), lines.end(),
                               [&](const std::string& line) { return is_line_of(line, number); });
  if (lines.empty() || !all)
    in.wrong(in.must("from"),
             fmt::format("{} must name lines of document S{}: [\"S{}:12\"]", in.path("from"),
                         number.substr(0, number.find('.')), number.substr(0, number.find('.'))));
  return lines;
}

Version read_version(Table& in) {
  const std::string name = in.text("run");
  for (const Version version : {Version::broken, Version::fixed})
    if (name == version_name(version)) return version;
  in.wrong(in.must("run"), in.path("run") + " must be \"broken\" or \"fixed\"");
}

Net read_net(Table& in) {
  const std::string name = in.text("net");
  for (const Net net : {Net::two_hosts, Net::one_host, Net::loopback})
    if (name == net_name(net)) return net;
  in.wrong(in.must("net"), in.path("net") + " must be \"two-hosts\", \"one-host\" or \"loopback\"");
}

std::string read_lab_number(Table& in) {
  std::string number = in.text("lab");
  if (number.size() != 2 || !all_digits(number))
    in.wrong(in.must("lab"), in.path("lab") + " must be a lab's number: \"01\"");
  return number;
}

Condition read_condition(Table in, const std::string& lab) {
  Condition condition;
  condition.run = read_version(in);
  condition.lab = in.has("lab") ? read_lab_number(in) : lab;
  if (in.has("net")) condition.net = read_net(in);
  if (in.has("verdict")) condition.verdict = read_verdict(in);
  condition.numbers = read_numbers(in);
  in.done();
  if (!condition.verdict && condition.numbers.empty())
    in.wrong(in.raw(), "an entry of \"claims.if_true\" must state a verdict or a number");
  return condition;
}

Truth read_truth(Table& in) {
  const auto truth = truth_from_name(in.text("expected"));
  if (!truth)
    in.wrong(in.must("expected"),
             in.path("expected") + " must be \"true\", \"false\" or \"depends\"");
  return *truth;
}

Claim read_what_it_says(Table& in) {
  Claim claim;
  claim.number = read_number(in);
  claim.from = read_lines(in, claim.number);
  claim.says = in.both("says");
  claim.expected = read_truth(in);
  return claim;
}

/// A claim that depends shows itself as one condition that holds and one that does not.
void must_be_enough(Table& in, std::size_t conditions, Truth expected) {
  const std::size_t least = expected == Truth::depends ? 2 : 1;
  if (conditions < least)
    in.wrong(in.must("if_true"), fmt::format("{} must have at least {} where \"{}\" is expected",
                                             in.path("if_true"), least, truth_name(expected)));
}

Claim read_claim(Table in, const std::string& lab) {
  Claim claim = read_what_it_says(in);
  for (const toml::node& node : in.array("if_true"))
    claim.if_true.push_back(read_condition(in.element(node, "if_true"), lab));
  in.done();
  must_be_enough(in, claim.if_true.size(), claim.expected);
  return claim;
}

Claim read_claim_of_python(Table in) {
  Claim claim = read_what_it_says(in);
  claim.python = in.text("python");
  claim.prints = in.texts("if_true");
  in.done();
  must_be_enough(in, claim.prints.size(), claim.expected);
  return claim;
}

Undecidable read_undecidable(Table in) {
  Undecidable claim;
  claim.number = read_number(in);
  claim.from = read_lines(in, claim.number);
  claim.says = in.both("says");
  claim.why = in.both("why");
  in.done();
  return claim;
}

}  // namespace

std::vector<Claim> read_claims(Table& in, const std::string& lab) {
  std::vector<Claim> claims;
  for (const toml::node& node : in.array("claims")) {
    claims.push_back(read_claim(in.element(node, "claims"), lab));
    const auto same = [&](const Claim& other) { return other.number == claims.back().number; };
    if (std::count_if(claims.begin(), claims.end(), same) > 1)
      in.wrong(node, fmt::format("claim {} stands here twice", claims.back().number));
  }
  return claims;
}

OtherClaims read_other_claims(const std::filesystem::path& labs) {
  OtherClaims others;
  const std::filesystem::path file = labs / "claims.toml";
  if (!std::filesystem::exists(file)) return others;
  read_toml(file.string(), [&](Table in) {
    for (const toml::node& node : in.array("claims"))
      others.claims.push_back(read_claim_of_python(in.element(node, "claims")));
    if (!in.has("undecidable")) return in.done();
    for (const toml::node& node : in.array("undecidable"))
      others.undecidable.push_back(read_undecidable(in.element(node, "undecidable")));
    in.done();
  });
  return others;
}

}  // namespace stickylab
