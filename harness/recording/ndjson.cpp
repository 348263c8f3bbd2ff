#include <fmt/core.h>

#include <array>
#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "recording/names.hpp"
#include "recording/recording.hpp"
#include "recording/socket_names.hpp"

namespace stickylab {
namespace {

using nlohmann::json;

constexpr std::string_view kSchema = "stickylab/recording/2";
constexpr std::string_view kOldSchema = "stickylab/recording/1";  // without sockets and cast
constexpr std::string_view kDocumentSchema = "stickylab/recording-document/2";

/// In the order of the header's bits.
constexpr std::array<std::string_view, 8> kFlags = {"FIN", "SYN", "RST", "PSH",
                                                    "ACK", "URG", "ECE", "CWR"};

/// A JSON object whose keys must all be asked for: what is left over is an error, by name.
class Fields {
 public:
  explicit Fields(json object) : object_(std::move(object)) {
    if (!object_.is_object()) throw std::runtime_error("not a JSON object");
  }

  template <class T>
  T take(const char* key) {
    const auto found = object_.find(key);
    if (found == object_.end()) throw std::runtime_error(fmt::format("missing key \"{}\"", key));
    return read<T>(key, found);
  }

  template <class T>
  T take(const char* key, T otherwise) {
    const auto found = object_.find(key);
    return found == object_.end() ? otherwise : read<T>(key, found);
  }

  bool has(const char* key) const { return object_.contains(key); }

  void done() const {
    if (!object_.empty())
      throw std::runtime_error(fmt::format("unknown key \"{}\"", object_.begin().key()));
  }

 private:
  template <class T>
  T read(const char* key, const json::iterator& found) {
    try {
      T value = found->get<T>();
      object_.erase(found);
      return value;
    } catch (const json::exception&) {
      throw std::runtime_error(fmt::format("\"{}\" has the wrong type", key));
    }
  }

  json object_;
};

/// The value that was found for a name; throws if there is none.
template <class T>
T known(std::optional<T> value, std::string_view what, std::string_view name) {
  if (!value) throw std::runtime_error(fmt::format("unknown {} \"{}\"", what, name));
  return *value;
}

/// Takes a name, and what it stands for.
template <class Find>
auto take_named(Fields& in, const char* key, std::string_view what, Find find) {
  const auto name = in.take<std::string>(key);
  return known(find(name), what, name);
}

json call_json(const SocketCall& call) {
  json j = {{"call", call_name(call.call)}, {"pid", call.pid}, {"tid", call.tid}, {"fd", call.fd}};
  if (call.socket != 0) j["socket"] = call.socket;
  if (call.made != 0) j["made"] = call.made;
  if (call.datagram) j["datagram"] = true;
  if (call.local != Local::no) j["unix"] = local_name(call.local);
  if (call.length != 0) j["length"] = call.length;
  if (call.flags != 0) j["flags"] = call.flags;
  if (call.level != 0) j["level"] = call.level;
  if (call.option != 0) j["option"] = call.option;
  if (call.value != 0) j["value"] = call.value;
  if (call.queued >= 0) j["queued"] = call.queued;
  if (call.waiting >= 0) j["waiting"] = call.waiting;
  if (call.dropped >= 0) j["dropped"] = call.dropped;
  if (!call.address.empty()) j["address"] = call.address;
  if (!call.own.empty()) j["own"] = call.own;
  return j;
}

/// A call without this key is on no socket of AF_UNIX.
Local take_local(Fields& in) {
  const auto name = in.take<std::string>("unix", "");
  return name.empty() ? Local::no : known(local_from_name(name), "type of AF_UNIX", name);
}

SocketCall call_from(Fields& in) {
  return {.call = take_named(in, "call", "call", call_from_name),
          .pid = in.take<int>("pid"),
          .tid = in.take<int>("tid"),
          .fd = in.take<int>("fd"),
          .socket = in.take<std::uint64_t>("socket", 0),
          .made = in.take<std::uint64_t>("made", 0),
          .datagram = in.take<bool>("datagram", false),
          .local = take_local(in),
          .length = in.take<std::uint64_t>("length", 0),
          .flags = in.take<int>("flags", 0),
          .level = in.take<int>("level", 0),
          .option = in.take<int>("option", 0),
          .value = in.take<int>("value", 0),
          .queued = in.take<std::int64_t>("queued", -1),
          .waiting = in.take<int>("waiting", -1),
          .dropped = in.take<std::int64_t>("dropped", -1),
          .address = in.take<std::string>("address", ""),
          .own = in.take<std::string>("own", "")};
}

Actor actor_from(const Cast& cast, std::string_view name) {
  const auto actor = actor_from_name(cast, name);
  if (!actor) throw std::runtime_error(fmt::format("\"{}\" is not in the cast", name));
  return *actor;
}

json packet_json(const Packet& packet, const Cast& cast) {
  json j = {{"id", packet.id},
            {"from", actor_name(cast, packet.from)},
            {"source", packet.way.from},
            {"destination", packet.way.to},
            {"fate", fate_name(packet.fate)}};
  if (packet.fate == Fate::delivered) j["arrived_ns"] = packet.arrived_ns;
  if (packet.copy) j["copy"] = true;
  if (packet.held) j["held"] = true;
  if (packet.late_ns != 0) j["late_ns"] = packet.late_ns;
  j["headers"] = to_hex(packet.headers);
  if (!packet.payload.empty()) j["hex"] = to_hex(packet.payload);
  return j;
}

Packet packet_from(Fields& in, const Cast& cast) {
  Packet packet;
  packet.id = in.take<std::uint64_t>("id");
  packet.from = actor_from(cast, in.take<std::string>("from"));
  packet.way.from = in.take<std::string>("source");
  packet.way.to = in.take<std::string>("destination");
  packet.fate = take_named(in, "fate", "fate", fate_from_name);
  packet.arrived_ns = in.take<std::int64_t>("arrived_ns", 0);
  packet.copy = in.take<bool>("copy", false);
  packet.held = in.take<bool>("held", false);
  packet.late_ns = in.take<std::int64_t>("late_ns", 0);
  packet.headers = from_hex(in.take<std::string>("headers"));
  packet.payload = from_hex(in.take<std::string>("hex", ""));
  return packet;
}

/// "SYN ACK", from FIN on.
std::string flags_text(std::uint8_t flags) {
  std::string text;
  for (std::size_t bit = 0; bit < kFlags.size(); ++bit)
    if ((flags >> bit & 1) != 0) text += (text.empty() ? "" : " ") + std::string(kFlags[bit]);
  return text;
}

std::uint8_t flags_from(const std::string& text) {
  std::uint8_t flags = 0;
  std::istringstream words(text);
  for (std::string word; words >> word;)
    flags = static_cast<std::uint8_t>(
        flags | 1U << known(value_in<unsigned>(kFlags, word), "TCP flag", word));
  return flags;
}

Segment segment_from(Fields& in, const Cast& cast) {
  Segment e;
  e.packet = packet_from(in, cast);
  e.flags = flags_from(in.take<std::string>("flags"));
  e.seq = in.take<std::int64_t>("seq");
  e.ack = in.take<std::int64_t>("ack");
  e.window = in.take<std::uint32_t>("window");
  e.retransmission = in.take<bool>("retransmission", false);
  return e;
}

Datagram datagram_from(Fields& in, const Cast& cast) {
  Datagram e;
  e.packet = packet_from(in, cast);
  e.ip_id = in.take<std::uint32_t>("ip_id");
  e.offset = in.take<int>("offset", 0);
  e.more_fragments = in.take<bool>("more_fragments", false);
  return e;
}

/// The protocols of packets that an error is recorded about, by their numbers (RFC 9293, RFC 768).
constexpr std::array<std::string_view, 2> kProtocols = {"tcp", "udp"};
constexpr std::array<std::uint8_t, 2> kProtocolNumbers = {6, 17};

std::string_view protocol_name(std::uint8_t number) {
  return kProtocols.at(number == kProtocolNumbers[0] ? 0 : 1);
}

IcmpError icmp_error_from(Fields& in, const Cast& cast) {
  IcmpError e;
  e.packet = packet_from(in, cast);
  e.type = in.take<std::uint8_t>("type");
  e.code = in.take<std::uint8_t>("code");
  Fields quoted(in.take<json>("quoted"));
  const auto protocol = take_named(quoted, "protocol", "protocol", [](std::string_view name) {
    return value_in<unsigned>(kProtocols, name);
  });
  e.protocol = kProtocolNumbers.at(protocol);
  e.quoted = {quoted.take<std::string>("source"), quoted.take<std::string>("destination")};
  quoted.done();
  return e;
}

Queues queues_from(Fields& in) {
  return {.own = in.take<std::string>("own"),
          .peer = in.take<std::string>("peer"),
          .unread = in.take<std::uint32_t>("unread", 0),
          .unacked = in.take<std::uint32_t>("unacked", 0),
          .unsent = in.take<std::uint32_t>("unsent", 0),
          .timer_s = in.take<std::uint32_t>("timer_s", 0),
          .tries = in.take<std::uint32_t>("tries", 0),
          .fin = in.take<bool>("fin", false),
          .segments = in.take<std::uint32_t>("segments", 0),
          .flying = in.take<std::uint32_t>("flying", 0),
          .cwnd = in.take<std::uint32_t>("cwnd", 0),
          .mss = in.take<std::uint32_t>("mss", 0),
          .window = in.take<std::int64_t>("window", -1),
          .memory = in.take<std::uint32_t>("memory", 0)};
}

constexpr std::array<std::string_view, 3> kFor = {"unknown", "input", "end"};

WaitsIn waiting_from(Fields& in) {
  WaitsIn waiting{in.take<std::string>("call", "")};
  const auto what = in.take<std::string>("for", "unknown");
  waiting.what = known(value_in<WaitsIn::For>(kFor, what), "reason to wait", what);
  return waiting;
}

/// Turns event data into (name, data).
struct Encode {
  const Cast& cast;

  using Named = std::pair<const char*, json>;

  Named operator()(const CallEntered& e) const { return {"sock:enter", call_json(e.what)}; }
  Named operator()(const CallReturned& e) const {
    json j = call_json(e.what);
    j["entered_ns"] = e.entered_ns;
    j["result"] = e.result;
    if (e.error != 0) j["errno"] = e.error;
    if (!e.bytes.empty()) j["hex"] = to_hex(e.bytes);
    if (e.unseen) j["unseen"] = true;
    if (e.tcp) {
      j["tcp"] = {{"unsent", e.tcp->unsent},
                  {"unacked", e.tcp->unacked},
                  {"segments_out", e.tcp->segments_out},
                  {"segments_in", e.tcp->segments_in},
                  {"retransmits", e.tcp->retransmits}};
      if (e.tcp->written) j["tcp"]["written"] = *e.tcp->written;
    }
    return {"sock:return", std::move(j)};
  }
  Named operator()(const ProcessStarted& e) const {
    return {"process:start", {{"pid", e.pid}, {"command", e.command}}};
  }
  Named operator()(const ProcessReady& e) const {
    return {"process:ready", {{"address", e.address}}};
  }
  Named operator()(const ProcessExited& e) const {
    return {"process:exit", {{"code", e.code}, {"signal", e.signal}, {"stopped", e.stopped}}};
  }
  Named operator()(const Output& e) const {
    return {"process:output",
            {{"stream", e.error ? "stderr" : "stdout"}, {"hex", to_hex(e.bytes)}}};
  }
  Named operator()(const Stopped& e) const {
    return {"harness:stopped", {{"why", stop_name(e.why)}, {"detail", e.detail}}};
  }
  Named operator()(const Strays& e) const { return {"harness:strays", {{"count", e.count}}}; }
  Named operator()(const Dropped& e) const { return {"probe:dropped", {{"count", e.count}}}; }
  Named operator()(const Relayed& e) const {
    json j = {{"hex", to_hex(e.bytes)}};
    if (e.connection != 1) j["connection"] = e.connection;
    return {"relay:bytes", std::move(j)};
  }
  Named operator()(const Queues& e) const {
    json j = {{"own", e.own}, {"peer", e.peer}};
    const auto add = [&](const char* key, std::uint32_t count) {
      if (count != 0) j[key] = count;
    };
    add("unread", e.unread);
    add("unacked", e.unacked);
    add("unsent", e.unsent);
    add("timer_s", e.timer_s);
    add("tries", e.tries);
    if (e.fin) j["fin"] = true;
    add("segments", e.segments);
    add("flying", e.flying);
    add("cwnd", e.cwnd);
    add("mss", e.mss);
    if (e.window >= 0) j["window"] = e.window;
    add("memory", e.memory);
    return {"tcp:queues", std::move(j)};
  }
  Named operator()(const WaitsIn& e) const {
    json j = json::object();
    if (!e.call.empty()) j["call"] = e.call;
    if (e.what != WaitsIn::For::unknown) j["for"] = name_in(kFor, e.what);
    return {"process:waits", std::move(j)};
  }
  Named operator()(const Missed& e) const { return {"wire:missed", {{"count", e.count}}}; }
  Named operator()(const Segment& e) const {
    json j = packet_json(e.packet, cast);
    j["flags"] = flags_text(e.flags);
    j["seq"] = e.seq;
    j["ack"] = e.ack;
    j["window"] = e.window;
    if (e.retransmission) j["retransmission"] = true;
    return {"tcp:segment", std::move(j)};
  }
  Named operator()(const Datagram& e) const {
    json j = packet_json(e.packet, cast);
    j["ip_id"] = e.ip_id;
    if (e.offset != 0) j["offset"] = e.offset;
    if (e.more_fragments) j["more_fragments"] = true;
    return {"udp:datagram", std::move(j)};
  }
  Named operator()(const IcmpError& e) const {
    json j = packet_json(e.packet, cast);
    j["type"] = e.type;
    j["code"] = e.code;
    j["quoted"] = {{"protocol", protocol_name(e.protocol)},
                   {"source", e.quoted.from},
                   {"destination", e.quoted.to}};
    return {"icmp:error", std::move(j)};
  }
};

json cast_json(const Cast& cast) {
  json list = json::array();
  for (const CastMember& member : cast) {
    list.push_back({{"name", member.name}, {"side", side_name(member.side)}});
    if (!member.host.empty()) list.back()["host"] = member.host;
  }
  return list;
}

json info_json(const RunInfo& info) {
  json object = {{"lab", info.lab},
                 {"lab_name", info.name},
                 {"version", version_name(info.version)},
                 {"net", net_name(info.net)},
                 {"kernel", info.kernel},
                 {"started", info.started},
                 {"evidence", info.evidence},
                 {"cast", cast_json(info.cast)}};
  if (info.probe != Probe::libc) object["probe"] = probe_name(info.probe);
  return object;
}

json event_json(const Event& event, const Cast& cast) {
  auto [name, data] = std::visit(Encode{cast}, event.data);
  return {{"time", static_cast<double>(event.time_ns) / 1e6},
          {"time_ns", event.time_ns},
          {"seq", event.seq},
          {"who", actor_name(cast, event.who)},
          {"name", name},
          {"data", std::move(data)}};
}

/// Prints in one line. A path or an errno text may hold a cut character, which is replaced.
std::string text(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

TcpState tcp_from(Fields in) {
  TcpState tcp{.unsent = in.take<std::uint32_t>("unsent"),
               .unacked = in.take<std::uint32_t>("unacked"),
               .segments_out = in.take<std::uint32_t>("segments_out"),
               .segments_in = in.take<std::uint32_t>("segments_in"),
               .retransmits = in.take<std::uint32_t>("retransmits")};
  if (in.has("written")) tcp.written = in.take<std::int64_t>("written");
  in.done();
  return tcp;
}

EventData returned_from(Fields& in) {
  CallReturned e;
  e.what = call_from(in);
  e.entered_ns = in.take<std::int64_t>("entered_ns");
  e.result = in.take<std::int64_t>("result");
  e.error = in.take<int>("errno", 0);
  e.bytes = from_hex(in.take<std::string>("hex", ""));
  e.unseen = in.take<bool>("unseen", false);
  if (in.has("tcp")) e.tcp = tcp_from(Fields(in.take<json>("tcp")));
  return e;
}

EventData process_from(std::string_view name, Fields& in) {
  if (name == "process:start")
    return ProcessStarted{in.take<int>("pid"), in.take<std::string>("command")};
  if (name == "process:ready") return ProcessReady{in.take<std::string>("address")};
  if (name == "process:exit")
    return ProcessExited{in.take<int>("code"), in.take<int>("signal"), in.take<bool>("stopped")};
  constexpr std::array<std::string_view, 2> kStreams = {"stdout", "stderr"};
  const bool error = take_named(in, "stream", "stream", [&](std::string_view stream) {
    return value_in<bool>(kStreams, stream);
  });
  return Output{error, from_hex(in.take<std::string>("hex"))};
}

EventData data_from(std::string_view name, Fields& in, const Cast& cast) {
  if (name == "sock:enter") return CallEntered{call_from(in)};
  if (name == "sock:return") return returned_from(in);
  if (name == "harness:stopped") {
    const Stop why = take_named(in, "why", "reason", stop_from_name);
    return Stopped{why, in.take<std::string>("detail")};
  }
  if (name == "harness:strays") return Strays{in.take<int>("count")};
  if (name == "probe:dropped") return Dropped{in.take<std::uint64_t>("count")};
  if (name == "relay:bytes")
    return Relayed{from_hex(in.take<std::string>("hex")), in.take<int>("connection", 1)};
  if (name == "wire:missed") return Missed{in.take<std::uint64_t>("count")};
  if (name == "tcp:segment") return segment_from(in, cast);
  if (name == "udp:datagram") return datagram_from(in, cast);
  if (name == "icmp:error") return icmp_error_from(in, cast);
  if (name == "tcp:queues") return queues_from(in);
  if (name == "process:waits") return waiting_from(in);
  constexpr std::array<std::string_view, 4> kProcess = {"process:start", "process:ready",
                                                        "process:exit", "process:output"};
  known(value_in<int>(kProcess, name), "event", name);
  return process_from(name, in);
}

Event event_from(const std::string& line, const Cast& cast) {
  Fields in(json::parse(line));
  Event event;
  in.take<double>("time");  // time_ns in ms, for people and other tools
  event.time_ns = in.take<std::int64_t>("time_ns");
  event.seq = in.take<std::uint64_t>("seq");
  event.who = actor_from(cast, in.take<std::string>("who"));
  const auto name = in.take<std::string>("name");
  Fields data(in.take<json>("data"));
  event.data = data_from(name, data, cast);
  data.done();
  in.done();
  return event;
}

CastMember member_from(Fields in) {
  CastMember member{.name = in.take<std::string>("name"),
                    .side = take_named(in, "side", "side", side_from_name),
                    .host = in.take<std::string>("host", "")};
  in.done();
  return member;
}

Cast cast_from(const std::vector<json>& members) {
  Cast cast;
  if (members.size() > kMostActors)
    throw std::runtime_error(
        fmt::format("a cast of {} programs; the most is {}", members.size(), kMostActors));
  for (const json& object : members) {
    CastMember member = member_from(Fields(object));
    if (member.name.empty()) throw std::runtime_error("a program of the cast has no name");
    const auto other = actor_from_name(cast, member.name);
    if (other && is_program(*other))
      throw std::runtime_error(
          fmt::format("two programs of the cast are named \"{}\"", member.name));
    if (other)
      throw std::runtime_error(
          fmt::format("a program of the cast cannot be named \"{}\"", member.name));
    cast.push_back(std::move(member));
  }
  return cast;
}

struct Header {
  RunInfo info;
  bool is_old = false;  ///< stickylab/recording/1
};

Header header_from(const std::string& line) {
  Fields in(json::parse(line));
  const auto schema = in.take<std::string>("schema");
  if (schema != kSchema && schema != kOldSchema)
    throw std::runtime_error(fmt::format("schema \"{}\", expected \"{}\"", schema, kSchema));
  Header header{.is_old = schema == kOldSchema};
  RunInfo& info = header.info;
  info.lab = in.take<std::string>("lab");
  info.name = in.take<std::string>("lab_name");
  info.version = take_named(in, "version", "version", version_from_name);
  info.net = take_named(in, "net", "network", net_from_name);
  info.kernel = in.take<std::string>("kernel");
  info.started = in.take<std::string>("started");
  info.evidence = in.take<std::vector<std::string>>("evidence");
  if (in.has("probe")) info.probe = take_named(in, "probe", "probe", probe_from_name);
  if (!header.is_old) info.cast = cast_from(in.take<std::vector<json>>("cast"));
  in.done();
  return header;
}

/// Throws for a call that has to stay unnamed.
void name_old_sockets(std::vector<Event>& events) {
  const auto unclear = name_sockets(events);
  if (!unclear) return;
  const EventData& data = events[*unclear].data;
  const auto* entered = std::get_if<CallEntered>(&data);
  const SocketCall& call = entered ? entered->what : std::get<CallReturned>(data).what;
  throw std::runtime_error(
      fmt::format("recording, line {}: process {} inherited one of several sockets on descriptor "
                  "{}, and \"{}\" does not tell which; record it again",
                  *unclear + 2, call.pid, call.fd, kOldSchema));
}

}  // namespace

void write_ndjson(std::ostream& out, const Recording& recording) {
  json header = info_json(recording.info);
  header["schema"] = kSchema;
  out << text(header) << '\n';
  for (const Event& event : recording.events)
    out << text(event_json(event, recording.info.cast)) << '\n';
}

void write_json(std::ostream& out, const Recording& recording) {
  out << R"({"schema":)" << json(kDocumentSchema) << ",\n"
      << R"("info":)" << text(info_json(recording.info)) << ",\n"
      << R"("events":[)";
  const char* before = "\n";
  for (const Event& event : recording.events)
    out << std::exchange(before, ",\n") << text(event_json(event, recording.info.cast));
  out << "]}\n";
}

void NdjsonReader::read(const std::string& line) {
  ++lines_;
  try {
    if (lines_ > 1) {
      recording_.events.push_back(event_from(line, recording_.info.cast));
      return;
    }
    Header header = header_from(line);
    recording_.info = std::move(header.info);
    is_old_ = header.is_old;
  } catch (const json::parse_error&) {
    throw std::runtime_error(fmt::format("recording, line {}: not JSON", lines_));
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(fmt::format("recording, line {}: {}", lines_, error.what()));
  }
}

Recording NdjsonReader::take() {
  if (lines_ == 0) throw std::runtime_error("recording: empty");
  if (is_old_) name_old_sockets(recording_.events);
  return std::move(recording_);
}

Recording read_ndjson(std::istream& in) {
  NdjsonReader reader;
  for (std::string line; std::getline(in, line);) reader.read(line);
  return reader.take();
}

}  // namespace stickylab
