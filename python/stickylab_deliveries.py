"""Feeds a parser the bytes of a stream under every delivery: TCP may cut them anywhere. For a test of
pytest or unittest; the standard library alone, one file to copy.

    def test_a_line_may_come_in_any_pieces():
        def feed(pieces):
            parser = LineParser()  # a fresh one for each delivery
            for piece in pieces:
                parser.feed(piece)
            return parser.lines  # must be the same under each delivery

        every_delivery(b"hello\\r\\nworld\\r\\n", feed)

The deliveries are those under which `stickylab try` tries a program, in the same order: whole, every
single cut, fixed sizes, every pair of cuts, random cuts. What fails first is shrunk to as few cuts as
fail, and raised as a DeliveryFailure. The same for C++ is stickylab/every_delivery.hpp.
"""

SEED = 1
RANDOM_SCHEDULES = 16
PAIRS_UP_TO = 64  # bytes; in a longer stream pairs of cuts are random
RANDOM_PAIRS = 64
EACH_UP_TO = 256  # bytes; in a longer stream offsets are sampled
AT_AN_EDGE = 32  # offsets that are tried there
MOST_PIECES = 4096  # of one delivery

_UNSAID = object()


class DeliveryFailure(AssertionError):
    """Says under which delivery a parser fails, and how.

    `schedule` is as `stickylab try --schedule` takes it: cuts=3. `marked` are the bytes around its
    cuts, with the cuts: hel|lo.
    """

    def __init__(self, schedule, marked, text):
        super().__init__(text)
        self.schedule = schedule
        self.marked = marked


def every_delivery(data, feed, meant=_UNSAID):
    """Calls `feed(pieces)` once for each delivery of `data`, pieces being a list of bytes.

    `feed` makes a fresh parser, gives it each piece, and returns what was understood: False if that is
    wrong, else any value, which must equal `meant`, or, where that is not given, what came of the whole.
    To raise is to fail. Returns how many deliveries there were; raises DeliveryFailure for the first
    that fails, shrunk.
    """
    wanted = meant
    named = "understood of the whole" if meant is _UNSAID else "meant"
    error = None

    def complaint(cuts):
        nonlocal wanted, error
        error = None
        try:
            value = feed(pieces(data, cuts))
        except Exception as raised:
            error = raised
            return f"\n  raised: {raised!r}"
        if value is False:
            return "\n  returned False"
        if wanted is _UNSAID:
            wanted = value
        return "" if value == wanted else f"\n  understood: {value!r}\n  {named}: {wanted!r}"

    tried = 0
    for schedule, cuts in deliveries(len(data)):
        tried += 1
        said = complaint(cuts)
        if said:
            fewer = _shrunk(cuts, lambda some: bool(complaint(some)))
            was = "" if fewer == cuts else f", shrunk from {schedule}"
            schedule = schedule if fewer == cuts else _cuts_line(fewer)
            said = complaint(fewer) or said
            marks = marked(data, fewer)
            raise DeliveryFailure(schedule, marks, f"fails under the delivery {schedule}{was}\n  bytes: "
                                  f"{marks}{' (cut at |)' if fewer else ''}{said}") from error
    return tried


def every_early_end(data, feed):
    """Calls `feed(pieces)` for streams that end early: after each number of bytes below all of them.

    `feed` gives the one piece to a fresh parser, tells the parser that the stream has ended, and returns
    the messages understood, as a sequence; or raises, because the stream ended inside a message. Wrong
    is what `stickylab try` calls wrong: messages that are not the first ones of the whole, and an end
    that is taken without an error although it brought no message beyond those of an earlier one. (So a
    protocol whose messages may end at two places, as with an optional last newline, or whose stream
    begins with what is no message, fails.) Returns how many ends there were; raises DeliveryFailure for
    the first that is wrong.
    """
    whole = feed(pieces(data, []))
    most = -1  # messages at an end that was taken
    ends = _offsets(len(data))
    for end in ends:
        try:
            messages = feed(pieces(data[:end], []))
        except Exception:
            continue
        begins = messages == whole[:len(messages)]
        if begins and len(messages) > most:
            most = len(messages)
            continue
        why = "taken without an error, and no message more than at an earlier end" if begins \
            else f"understood of the whole: {whole!r}"
        marks = marked(data[:end], [end])
        raise DeliveryFailure(f"whole fin@{end}", marks, f"fails under the delivery whole fin@{end}\n"
                              f"  bytes: {marks} (the stream ends at |)\n  {why}\n"
                              f"  understood: {messages!r}")
    return len(ends)


def deliveries(size, seed=SEED):
    """The ways to deliver `size` bytes, the simplest first, each as (schedule, cuts): ("cuts=3", [3])."""
    yield "whole", []
    for at in _offsets(size, seed):
        if at > 0:
            yield _cuts_line([at]), [at]
    for k in (1, 2, 3, 5, 7, 100, 1000):
        if k < size and size // k <= MOST_PIECES and (k < AT_AN_EDGE or size > EACH_UP_TO):
            yield f"every={k}", list(range(k, size, k))
    if size > 2:
        for pair in _pairs(size, seed):
            yield _cuts_line(pair), pair
    if size > 3:
        for number in range(seed, seed + RANDOM_SCHEDULES):
            yield f"random={number}", _random_cuts(size, number)


def pieces(data, cuts):
    """`data` in pieces, cut at ascending offsets; those that are not inside cut nothing."""
    edges = [0, *(at for at in cuts if 0 < at < len(data)), len(data)]
    return [data[a:b] for a, b in zip(edges, edges[1:])] if data else []


def marked(data, cuts, around=24, most_cuts=8):
    """The bytes around the first cuts, with a | for each cut and ... for what is left out."""
    shown = cuts[:most_cuts] or [0]
    text = ""
    begin = 0  # the first byte that is not written yet
    for at, limit in zip(shown, [*shown[1:], len(data)]):
        start = max(begin, at - around)
        text += "..." if start > begin else ""
        begin = min(limit, at + around)
        text += _escaped(data[start:at]) + ("|" if cuts else "") + _escaped(data[at:begin])
    return text + ("..." if begin < len(data) else "")


def _escaped(data):
    return "".join(chr(byte) if 0x20 <= byte < 0x7f and byte not in b"\\|" else f"\\x{byte:02x}"
                   for byte in data)


def _cuts_line(cuts):
    return "cuts=" + ",".join(map(str, cuts)) if cuts else "whole"


def _mt19937_64(seed):
    """The numbers of C++'s std::mt19937_64."""
    lowest_64 = (1 << 64) - 1
    state = [seed & lowest_64]
    for i in range(1, 312):
        state.append((6364136223846793005 * (state[-1] ^ (state[-1] >> 62)) + i) & lowest_64)
    while True:
        for i in range(312):
            x = (state[i] & 0xFFFFFFFF80000000) | (state[(i + 1) % 312] & 0x7FFFFFFF)
            x = state[(i + 156) % 312] ^ (x >> 1) ^ (0xB5026F5AA96619E9 if x & 1 else 0)
            state[i] = x
            x ^= (x >> 29) & 0x5555555555555555
            x ^= (x << 17) & 0x71D67FFFEDA60000
            x ^= (x << 37) & 0xFFF7EEE000000000
            yield x ^ (x >> 43)


def _offsets(size, seed=SEED):
    """The offsets below `size` at which something is tried."""
    if size <= EACH_UP_TO:
        return list(range(size))
    random = _mt19937_64(seed)
    return sorted({*range(AT_AN_EDGE), *range(size - AT_AN_EDGE, size),
                   *(next(random) % size for _ in range(AT_AN_EDGE))})


def _pairs(size, seed):
    if size <= PAIRS_UP_TO:
        for a in range(1, size):
            for b in range(a + 1, size):
                yield [a, b]
        return
    random = _mt19937_64(seed)
    for _ in range(RANDOM_PAIRS):
        a = 1 + next(random) % (size - 2)
        yield [a, a + 1 + next(random) % (size - a - 1)]


def _random_cuts(size, seed):
    """Makes pieces of four bytes on average, then larger ones."""
    random = _mt19937_64(seed)
    return [at for at in range(1, size) if next(random) % max(4, at // EACH_UP_TO) == 0]


def _shrunk(cuts, fails):
    """Leaves out cuts, first many at a time, while `fails` is true without them. None of those that are
    left can be left out alone."""
    many = (len(cuts) + 1) // 2
    while many > 0:
        smaller = False
        start = 0
        while start < len(cuts):
            fewer = cuts[:start] + cuts[start + many:]
            if fails(fewer):
                cuts = fewer
                smaller = True
            else:
                start += many
        if many > 1 or not smaller:
            many //= 2
    return cuts
