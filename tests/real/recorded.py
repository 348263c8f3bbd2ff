"""What a recording holds of each direction of each connection, found without stickylab's own joins."""

import json
import re
import subprocess
from collections import defaultdict

from tools import WRITES

LISTED = re.compile(r"(\d+)(?:–(\d+))?")
PACKET = re.compile(r"(?:segment|datagram) \d+ of the \w+(?:, bytes? (\d+)(?:–\d+)?)?"
                    r", carries bytes of writes? ([\d–, ]+?)(?:, [a-z]|$)")
PLACE = re.compile(r"bytes? ([\d,]+)(?:–([\d,]+))?")
CALL = re.compile(r"(?:#(\d+) )?(\w+) [\d,]+ B")
TIMED = re.compile(r" *\d+\.\d+ ")


class Recorded:
    """The directions are (source, destination), both HOST:PORT."""

    def __init__(self, file):
        self.events = [json.loads(line) for line in file.read_text().splitlines()[1:]]
        self.wire = defaultdict(bytearray)     # direction: all its bytes
        self.datagrams = defaultdict(list)    # direction: the payload of each
        self.writes = defaultdict(list)       # direction: calls that moved bytes, in order
        self.homeless = []                    # such calls of no known direction
        self.connections = []                 # the direction of its opener, as they opened
        self.see_packets()
        self.see_calls()

    def see_packets(self):
        segments = []
        for data in self.of("tcp:segment"):
            direction = data["source"], data["destination"]
            if data["flags"] == "SYN" and direction not in self.connections:
                self.connections.append(direction)
            at = data["seq"] - (0 if "SYN" in data["flags"] else 1)
            segments.append((direction, at, bytes.fromhex(data.get("hex", ""))))
        put_all(self.wire, segments)
        for data in self.of("udp:datagram"):
            direction = data["source"], data["destination"]
            if direction not in self.connections and direction[::-1] not in self.connections:
                self.connections.append(direction)
            self.datagrams[direction].append(bytes.fromhex(data.get("hex", "")))

    def see_calls(self):
        ends = defaultdict(dict)  # socket: its own address and its peer's
        calls = [event for event in self.events if event["name"] == "sock:return"]
        for data in (event["data"] for event in calls):
            of = ends[data.get("made" if data["call"] == "accept" else "socket")]
            if "own" in data:
                of["own"] = data["own"]
            if data["call"] in ("accept", "connect") and "address" in data:
                of["peer"] = data["address"]
        for event in calls:
            data = event["data"]
            if data["call"] not in WRITES or data["result"] <= 0:
                continue
            of = ends[data.get("socket")]
            direction = of.get("own"), data.get("address") or of.get("peer")
            if direction in self.wire or direction in self.datagrams:
                self.writes[direction].append(data | {"who": event["who"]})
            else:
                self.homeless.append(data | {"who": event["who"]})

    def of(self, name):
        return [event["data"] for event in self.events if event["name"] == name]

    def directions(self):
        return [direction for opener in self.connections for direction in (opener, opener[::-1])]

    def size(self, direction):
        return len(self.wire[direction]) + sum(map(len, self.datagrams[direction]))

    def written(self, direction):
        return sum(call["result"] for call in self.writes[direction])

    def side(self, direction):
        """The program that a direction leaves."""
        return next(data["from"] for name in ("tcp:segment", "udp:datagram")
                    for data in self.of(name) if (data["source"], data["destination"]) == direction)

    def said(self, who):
        """What a program sent, on all connections."""
        return b"\0".join(self.wire[direction] + b"".join(self.datagrams[direction])
                          for direction in self.directions()
                          if self.size(direction) and self.side(direction) == who)

    def missing(self):
        """(who, connection): bytes, or datagrams, on the wire that no call wrote; below 0: that were
        written and never left, unless the connection was reset, where that is what must happen."""
        found = {}
        for number, opener in enumerate(self.connections, 1):
            for direction in (opener, opener[::-1]):
                sent, wrote = self.datagrams[direction], self.writes[direction]
                count = (len(sent) - len(wrote)) if sent else (self.size(direction) -
                                                               self.written(direction))
                if count > 0 or (count < 0 and not self.is_reset(opener)):
                    found[self.side(direction), number] = count
        return found

    def is_reset(self, opener):
        return any("RST" in data["flags"] for data in self.of("tcp:segment")
                   if (data["source"], data["destination"]) in (opener, opener[::-1]))

    def known(self, call):
        return bytes.fromhex(call.get("hex", ""))


def put_all(streams, segments):
    """Adds (direction, place, bytes), whatever their order: what a busy host's own queue dropped comes
    later than what followed it."""
    for direction, at, data in sorted(segments, key=lambda segment: segment[1]):
        put(streams[direction], at, data)


def put(stream, at, data):
    """Adds these bytes to a stream, at that place; what was there before must be the same."""
    if not data:
        return
    there = stream[at:at + len(data)]
    assert there == data[:len(there)], "a retransmission carries other bytes"
    assert at <= len(stream), "a segment is missing"
    stream += data[len(there):]


class Statements:
    """What stickylab states of the writes of one run: in the lanes, and in the comments of the capture."""

    def __init__(self, recorded, text, packets):
        self.recorded = recorded
        self.checked = 0
        self.wrong = []
        self.places = {}  # (direction, number): (from, to)
        self.see_lanes(text)
        for packet in packets:
            self.see_comment(packet)

    def judge(self, holds, what):
        self.checked += 1
        if not holds:
            self.wrong.append(what)

    def see_lanes(self, text):
        numbers = defaultdict(int)
        for who, connection, cell in write_cells(text):
            opener = self.recorded.connections[connection - 1]
            direction = opener if self.recorded.side(opener) == who else opener[::-1]
            numbers[direction] += 1
            if place := PLACE.search(cell):
                self.see_place(direction, numbers[direction], place, cell)
        for direction, count in numbers.items():
            if count != len(self.recorded.writes[direction]):
                self.wrong.append(f"{direction}: {count} writes in the lanes")

    def see_place(self, direction, number, place, cell):
        first, last = (int((text or place[1]).replace(",", "")) for text in place.groups())
        call = self.recorded.writes[direction][number - 1]
        self.places[direction, number] = first, last + 1
        stated = re.search(r"write ([\d,]+), bytes? ", cell)
        known = self.recorded.known(call)
        kernel = call.get("tcp", {}).get("written")
        sent = self.recorded.wire[direction][first:first + len(known)]
        holds = (last + 1 - first == call["result"]
                 and (not stated or int(stated[1].replace(",", "")) == number)
                 and (kernel is None or kernel - call["result"] == first)
                 and sent == known[:len(sent)])
        self.judge(holds, f"{direction} write {number} at {first}: {cell[:100]}")

    def see_comment(self, packet):
        stated = PACKET.search(packet["frame.comment"])
        if not stated:
            return
        direction = packet["direction"]
        for first, last in LISTED.findall(stated[2]):
            for number in range(int(first), int(last or first) + 1):
                told = self.carries_datagram if stated[1] is None else self.carries
                self.judge(told(direction, number, packet, stated),
                           f"{direction}: {packet['frame.comment']}")

    def carries(self, direction, number, packet, stated):
        if (direction, number) not in self.places:
            return False
        first, end = self.places[direction, number]
        data, at = packet["payload"], int(stated[1])
        low, high = max(first, at), min(end, at + len(data))
        known = self.recorded.known(self.recorded.writes[direction][number - 1])
        part = known[low - first:high - first]
        return (low < high and at == packet["offset"]
                and data[low - at:low - at + len(part)] == part)

    def carries_datagram(self, direction, number, packet, _):
        known = self.recorded.known(self.recorded.writes[direction][number - 1])
        return packet["payload"][:len(known)] == known


def write_cells(text):
    """(who, connection, text without its payload) of each row of the lanes that is a write."""
    cells = []
    for line in text.splitlines():
        if line.count("│") != 2:
            continue
        left, _, right = line.split("│")
        timed = TIMED.match(left)
        for who, part in (("sender", left[timed.end():] if timed else left), ("receiver", right)):
            add_to_cells(cells, who, part.strip(), timed)
    found = ((who, CALL.match(cell), re.sub(r'".*"', "", cell)) for who, cell in cells)
    return [(who, int(call[1] or 1), cell) for who, call, cell in found if call and call[2] in WRITES]


def add_to_cells(cells, who, part, timed):
    if timed and part or part.startswith(("prints:", "stderr:")):
        cells.append((who, part))
    elif part and cells:
        cells[-1] = cells[-1][0], f"{cells[-1][1]} {part}"


class Tshark:
    FIELDS = ("frame.comment", "ip.src", "ip.dst", "tcp.srcport", "tcp.dstport", "udp.srcport",
              "udp.dstport", "tcp.seq", "tcp.payload", "udp.payload", "_ws.malformed",
              "_ws.expert.severity", "frame.protocols")
    ERROR = str(0x00800000)

    def __init__(self, capture, protocol):
        transport = "udp" if protocol == "dns" else "tcp"
        fields = [word for name in self.FIELDS for word in ("-e", name)]
        done = subprocess.run(
            ["tshark", "-n", "-r", capture, "-d", f"{transport}.port==8080,{protocol}", "-T", "fields",
             *fields], check=True, capture_output=True, text=True, timeout=50)
        self.complaint = done.stderr
        self.packets = [self.packet(line) for line in done.stdout.splitlines()]

    def packet(self, line):
        packet = dict(zip(self.FIELDS, line.split("\t"), strict=True))
        ports = [packet[f"tcp.{end}"] or packet[f"udp.{end}"] for end in ("srcport", "dstport")]
        packet["direction"] = tuple(map(":".join, zip((packet["ip.src"], packet["ip.dst"]), ports)))
        packet["payload"] = bytes.fromhex(packet["tcp.payload"] or packet["udp.payload"])
        packet["offset"] = max(0, int(packet["tcp.seq"] or 1) - 1)
        return packet

    def errors(self):
        return [packet for packet in self.packets
                if packet["_ws.malformed"] or self.ERROR in packet["_ws.expert.severity"].split(",")]

    def streams(self):
        """(of TCP, of UDP), by direction"""
        tcp, udp = defaultdict(bytearray), defaultdict(list)
        segments = []
        for packet in self.packets:
            if packet["udp.srcport"]:
                udp[packet["direction"]].append(packet["payload"])
            else:
                segments.append((packet["direction"], packet["offset"], packet["payload"]))
        put_all(tcp, segments)
        return tcp, udp


STRACED = "network,write,writev,pwritev2,sendfile,splice"
STRACE = re.compile(r"(?:\d+ )?(\w+)\(\d+<(?:TCP|UDP):?.*\) += (\d+)(?: |$)")


def strace_results(folder, who):
    """What each write of a program to a socket gave, by strace; sorted."""
    results = []
    for file in folder.glob(f"strace-{who}.*"):
        for match in filter(None, map(STRACE.match, file.read_text().splitlines())):
            if match[1] == "sendmmsg":
                results += map(int, re.findall(r"msg_len=(\d+)", match[0]))
            elif match[1] in WRITES and int(match[2]) > 0:
                results.append(int(match[2]))
    return sorted(results)
