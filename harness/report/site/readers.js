// Both versions of lab 01, in JavaScript: what a sender writes, and what read_message makes of it.
// tests/site/readers.py runs them beside the C++ programs. Bytes are characters from 0 to 255.

const LONGEST = 1024;  // bytes in a message, as in the lab
const HEADER = 4;      // bytes of a length

/** What a receiver reads from: a piece is there only when the one before it has been read. */
class Socket {
  constructor(pieces) {
    this.pieces = pieces.filter(piece => piece !== '');
    this.calls = [];
  }
  /** recv(2): some bytes, at most `size`; none once the peer has closed. */
  recv(size) {
    const piece = this.pieces.shift() ?? '';
    const got = piece.slice(0, size);
    if (got.length < piece.length) this.pieces.unshift(piece.slice(size));
    this.calls.push({ size, got });
    return got;
  }
  /** Fewer than `size` bytes only if the peer has closed before. */
  receiveAll(size) {
    let all = '';
    while (all.length < size) {
      const got = this.recv(size - all.length);
      if (got === '') break;
      all += got;
    }
    return all;
  }
}

const BROKEN = {
  written: messages => messages.join(''),
  read(socket) {
    const body = socket.recv(LONGEST);
    return body === '' ? null : body;
  },
};

const bigEndian = number =>
  String.fromCharCode(...[24, 16, 8, 0].map(shift => (number >>> shift) & 255));
const fromBigEndian = bytes =>
  [...bytes].reduce((number, byte) => number * 256 + byte.charCodeAt(0), 0);

const FIXED = {
  written: messages => messages.map(body => bigEndian(body.length) + body).join(''),
  read(socket) {
    const header = socket.receiveAll(HEADER);
    if (header === '') return null;
    if (header.length < HEADER) throw new Error('the peer closed inside a length');
    const length = fromBigEndian(header);
    if (length > LONGEST) throw new Error('the peer announced too long a message');
    const body = socket.receiveAll(length);
    if (body.length < length) throw new Error('the peer closed inside a message');
    return body;
  },
};

/** The pieces of a stream that is cut behind so many bytes each, in rising order. */
function piecesOf(stream, cuts) {
  const ends = [...cuts, stream.length];
  return ends.map((end, i) => stream.slice(i === 0 ? 0 : ends[i - 1], end));
}

/** All that a receiver does: its messages, its calls, and why it gave up, if it did. */
function received(version, pieces) {
  const socket = new Socket(pieces);
  const messages = [];
  try {
    for (let one; (one = version.read(socket)) !== null;) messages.push(one);
    return { messages, calls: socket.calls };
  } catch (error) {
    return { messages, calls: socket.calls, error: error.message };
  }
}
