// The scene: bytes from queue to wire to queue to reader.

const [WRITTEN, LEAVES, ARRIVES, LOST, READ] = [0, 1, 2, 3, 4];   // as in report/moves.hpp
const [NOWHERE, SENDING, CROSSING, WAITING, TAKEN] = [0, 1, 2, 3, 4];
const MOST_SINGLE = 72;   // bytes drawn one by one
const MOST_PIECES = 300;

/** The pieces that never part: bytes, or what lies between two boundaries. */
function piecesOf(moves, stream) {
  const size = Math.max(...moves.map(move => move[4]));
  let edges = [...new Set(moves.flatMap(move => [move[3], move[4]]))].sort((a, b) => a - b);
  if (size <= MOST_SINGLE) edges = Array.from({ length: size + 1 }, (_, i) => i);
  const bytes = bytesOf(stream);
  const signs = signsOf(bytes);
  return edges.slice(1).map((to, i) => {
    const from = edges[i];
    const single = to - from === 1 && from < bytes.length;
    const label = single ? signs[from] : fill(words.size, grouped(to - from));
    return { from, to, label, bytes: bytes.slice(from, to) };
  });
}

/** The place that something is in has room for so much: what went there first is counted, not drawn. */
class Place {
  constructor(name) {
    this.count = make('span', { class: 'quiet whole' });
    this.box = make('div', { class: 'place' });
    this.element = make('div', {}, make('h4', {}, name, ' ', this.count), this.box);
  }

  clear() {
    this.box.replaceChildren();
    this.bytes = 0;
  }

  add(group, piece) {
    this.bytes += piece.to - piece.from;
    if (group.parentNode !== this.box) this.box.append(group);
  }

  /** Leaves out lines from the top until the rest is seen whole. */
  fit() {
    this.count.textContent = this.bytes ? fill(words.size, grouped(this.bytes)) : '';
    const chips = [...this.box.querySelectorAll('.chip')];
    let left = 0;
    while (left < chips.length - 1 && this.box.scrollHeight > this.box.clientHeight + 1) {
      const top = chips[left].offsetTop;
      const line = chips.slice(left, -1).filter(chip => chip.offsetTop <= top);
      line.forEach(leaveOut);
      left += line.length;
      this.sayAbove(chips.slice(0, left));
    }
  }

  sayAbove(chips) {
    const bytes = chips.reduce((sum, chip) => sum + sizes.get(chip), 0);
    this.above ??= make('span', { class: 'above' });
    this.above.textContent = fill(words.above, grouped(bytes));
    this.box.prepend(this.above);
  }
}

const sizes = new WeakMap();  // chip -> bytes

function leaveOut(chip) {
  const group = chip.parentNode;
  chip.remove();
  if (!group.firstChild) group.remove();
}

class Flow {
  constructor(run, direction) {
    this.moves = run.moves.filter(move => move[2] === direction && move[4] > move[3]);
    this.pieces = this.moves.length ? piecesOf(this.moves, run.streams[direction]) : [];
    this.drawn = this.pieces.length <= MOST_PIECES;
    const hasWire = run.lanes.some(lane => lane.id === 'wire' && !lane.absent);
    const [from, to] = direction ? [...run.ends].reverse() : run.ends;
    const names = hasWire ? [fill(words.sendQueue, from), words.wire, fill(words.receiveQueue, to)]
      : [words.inKernel];
    this.places = [...names, fill(words.read, to)].map(name => new Place(name));
    this.where = hasWire ? [SENDING, CROSSING, WAITING, TAKEN] : [WAITING, TAKEN];
    this.element = make('div', {}, make('h3', {}, `${from} → ${to}`),
      make('div', { class: `flow ${direction ? 'back' : ''}` },
        ...this.places.map(place => place.element)));
    this.chips = this.pieces.map(piece => this.chip(piece));
  }

  chip(piece) {
    const raw = /^\\x../.test(piece.label);
    const label = raw ? piece.label.slice(2) : piece.label;
    const chip = make('span', { class: raw ? 'chip raw' : 'chip' }, label);
    sizes.set(chip, piece.to - piece.from);
    return tell(chip, () => [rangeOf(piece.from, piece.to),
      dumpOf(piece.bytes.slice(0, 256), piece.from)].filter(Boolean).join('\n'));
  }

  /** Where each piece is after all moves up to `ns`. */
  at(ns) {
    const states = this.pieces.map(() => ({ place: NOWHERE, write: 0, packet: 0, read: 0 }));
    for (const [time, what, , from, to, number] of this.moves) {
      if (time > ns) break;
      this.pieces.forEach((piece, i) => {
        if (piece.from >= from && piece.to <= to) this.move(states[i], what, number);
      });
    }
    return states;
  }

  move(state, what, number) {
    const onItsWay = state.place < CROSSING || (state.place === CROSSING && state.lost);
    if (what === WRITTEN) Object.assign(state, { place: SENDING, write: number });
    if (what === LEAVES && onItsWay)
      Object.assign(state, { place: CROSSING, packet: number, lost: false });
    if (what === ARRIVES && state.place < WAITING)
      Object.assign(state, { place: WAITING, lost: false });
    if (what === READ) Object.assign(state, { place: TAKEN, read: number });
    if (what === LOST && state.place < TAKEN) state.lost = true;
  }

  show(ns, moving) {
    const before = this.chips.map(chip =>
      chip.isConnected ? chip.getBoundingClientRect() : undefined);
    this.places.forEach(place => place.clear());
    let last;  // the group that was added to
    this.at(ns).forEach((state, i) => {
      const place = this.places[this.where.indexOf(state.place)];
      if (!place) return;
      const key = state.place === TAKEN ? state.read : state.place === CROSSING ? state.packet : 0;
      if (last?.key !== key || last?.place !== place) {
        last = { key, place, group: make('span', { class: 'group' }) };
      }
      this.chips[i].classList.toggle('odd', state.write % 2 === 1);
      this.chips[i].classList.toggle('lost', Boolean(state.lost));
      last.group.append(this.chips[i]);
      place.add(last.group, this.pieces[i]);
    });
    for (const place of this.places) place.fit();
    if (moving && !calm.matches) this.chips.forEach((chip, i) => this.slide(chip, before[i]));
  }

  slide(chip, before) {
    if (!chip.isConnected) return;
    const after = chip.getBoundingClientRect();
    const x = before ? before.left - after.left : 0;
    const y = before ? before.top - after.top : -12;
    const from = { transform: `translate(${x}px, ${y}px)`, opacity: before ? 1 : 0 };
    if (x || y) chip.animate([from, {}], { duration: 350, easing: 'ease-in-out' });
  }
}

class Scene {
  constructor(run) {
    this.flows = [0, 1].map(direction => new Flow(run, direction))
      .filter(flow => flow.moves.length);
    const drawn = this.flows.length && this.flows.every(flow => flow.drawn);
    if (!drawn) this.flows = [];
    this.element = make('div', { class: 'scene', 'aria-hidden': 'true' },
      ...this.flows.map(flow => flow.element),
      drawn ? '' : make('p', { class: 'quiet' }, words.manyBytes));
  }

  show(ns, moving) {
    for (const flow of this.flows) flow.show(ns, moving);
  }
}
