'use strict';

const { words, labs } = JSON.parse(document.getElementById('data').textContent);
const main = document.getElementById('main');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const wide = matchMedia('(min-width: 70em)');

// ---- Small helpers. Text enters the page as text, never as markup.

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child !== undefined && child !== ''));
  return element;
}

function draw(tag, attributes = {}) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, n) => values[n]);
const grouped = number => number.toLocaleString('en-US');
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const ms = ns => (ns / 1e6).toFixed(ns < 1e6 ? 3 : 1);
const bytesOf = hex => (hex.match(/../g) ?? []).map(digits => parseInt(digits, 16));
const hexOf = byte => byte.toString(16).padStart(2, '0');

/** "bytes 5–9" */
function rangeOf(from, to) {
  if (to - from === 1) return fill(words.oneByte, grouped(from));
  return fill(words.byteRange, grouped(from), '–', grouped(to - 1));
}

// ---- Bytes, one by one

const SIGNS = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' };

/** What to write for each byte; a character of several stands at its first, with filler behind. */
function signsOf(bytes) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const signs = bytes.map(byte => SIGNS[byte] ??
    (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '\\x' + hexOf(byte)));
  for (let at = 0; at < bytes.length; at++) {
    const length = bytes[at] >= 0xf0 ? 4 : bytes[at] >= 0xe0 ? 3 : bytes[at] >= 0xc2 ? 2 : 1;
    if (length === 1 || at + length > bytes.length) continue;
    try {
      signs[at] = decoder.decode(Uint8Array.from(bytes.slice(at, at + length)));
      for (let more = 1; more < length; more++) signs[at + more] = '·';
    } catch { /* a byte that begins no character */ }
  }
  return signs;
}

function dumpOf(bytes, at) {
  const signs = signsOf(bytes).map(sign => sign.length > 1 && sign[0] === '\\' ? '.' : sign);
  const lines = [];
  for (let row = 0; row < bytes.length; row += 16)
    lines.push(`${String(at + row).padStart(6)}  ` +
      `${bytes.slice(row, row + 16).map(hexOf).join(' ').padEnd(47)}  ` +
      signs.slice(row, row + 16).join(''));
  return lines.join('\n');
}

// ---- What shows when something is pointed at

const tip = make('div', { id: 'tip', role: 'tooltip', hidden: true });
const told = new WeakMap();  // element -> () => text

function tell(element, text) {
  told.set(element, text);
  element.classList.add('told');
  return element;
}

function point(event) {
  const element = event.target.closest?.('.told');
  tip.hidden = !element;
  if (!element) return;
  tip.textContent = told.get(element)();
  const box = element.getBoundingClientRect();
  const above = box.bottom + tip.offsetHeight + 8 > innerHeight && box.top > tip.offsetHeight;
  tip.style.left = `${clamp(box.left, 4, Math.max(4, innerWidth - tip.offsetWidth - 4))}px`;
  tip.style.top = `${above ? box.top - tip.offsetHeight - 4 : box.bottom + 4}px`;
}

/** Bytes that travelled: as text or as hex, all of them when pointed at. */
function payload(text, { hex, size, at = 0 }) {
  const bytes = bytesOf(hex);
  const shown = bytes.slice(0, 48).map(hexOf).join(' ') + (size > 48 ? ' …' : '');
  const element = make('code', { class: 'payload', tabindex: -1 },
    make('span', { class: 'as-text' }, text), make('span', { class: 'as-hex' }, shown));
  return tell(element, () => [
    size > 0 ? rangeOf(at, at + size) : '',
    bytes.length < size ? fill(words.firstBytes, grouped(bytes.length), grouped(size)) : '',
    dumpOf(bytes, at)].filter(Boolean).join('\n'));
}

function messageList(label, messages, count) {
  const list = make('p', { class: 'messages' }, make('span', { class: 'quiet' }, fill(label, grouped(count))));
  for (const message of messages) list.append(' ', payload(message.text, message));
  if (!count) list.append(' ', words.none);
  if (count > messages.length) list.append(' ', fill(words.more, grouped(count - messages.length)));
  return list;
}

// ---- The lanes: a table, with time as height

const FOLD_FROM = 4.5;  // em: a longer space is folded
const WHOLE = 700;      // em: the whole run, where nothing is folded

class Lanes {
  constructor(run) {
    this.run = run;
    this.body = make('tbody');
    this.rows = run.rows.map(row => this.row(row));
    this.folds = this.rows.map(() => undefined);
    this.body.append(...this.rows);
    const head = make('tr', {}, make('th', { scope: 'col', class: 'clock' }, words.ms),
      ...run.lanes.map(lane => make('th', { scope: 'col' }, lane.name,
        lane.observed ? '' : make('small', {}, ' ', words.notObserved))));
    const table = make('table', { class: 'lanes', 'data-lanes': run.lanes.length },
      make('caption', { class: 'unseen' }, run.verdict ? `${run.name}: ${run.verdict}` : run.lanes.map(lane => lane.name).join(', ')),
      make('thead', {}, head), this.body);
    this.element = make('div', { class: 'panel', tabindex: 0, role: 'region', 'aria-label': run.name ?? words.wire }, table);
  }

  row(row) {
    const clock = make('th', { scope: 'row', class: 'clock' }, row.clock ?? '');
    const cells = this.run.lanes.map(lane => make('td', { 'data-lane': lane.short }));
    const index = this.run.lanes.findIndex(lane => lane.id === row.lane);
    if (index < 0) cells.splice(0, cells.length, make('td', { colspan: this.run.lanes.length, class: 'across' }));
    const cell = cells[Math.max(index, 0)];
    const kinds = [row.gap ? 'gap' : '', row.point ? 'point' : '', row.to ? 'packet' : ''];
    if (row.to) this.arrow(cell, row);
    else cell.append(...this.parts(row.parts, row));
    return make('tr', { class: kinds.join(' ').trim() }, clock, ...cells);
  }

  parts(parts, row) {
    return parts.flatMap(([text, tone], i) => [i === 0 ? '' : row.gap ? ' · ' : ' ',
      tone === 'payload' ? payload(text, row.bytes ?? { hex: '', size: 0 }) : make('span', { class: tone }, text)]);
  }

  arrow(cell, row) {
    const [[label, tone], ...rest] = row.parts;
    cell.append(make('span', { class: `arrow to-${row.to} ${row.leg ?? ''} ${row.fate ?? ''} ${tone}` },
      make('span', {}, label)), ...this.parts(rest, row));
  }

  /** Height is time: the median step takes a line; a long one is folded, or all is to one scale. */
  scale(folded) {
    const steps = this.run.rows.map((row, i) => Math.max(0, row.t - this.end(i - 1)));
    const some = steps.filter(step => step > 0).sort((a, b) => a - b);
    const unit = some.length ? some[some.length >> 1] : 1;
    const total = Math.max(1, this.end(this.rows.length - 1));
    this.rows.forEach((row, i) => {
      const { gap } = this.run.rows[i];
      const em = folded ? 0.8 * steps[i] / unit : Math.min(0.8 / unit, WHOLE / total) * (gap ?? steps[i]);
      const folds = folded && !gap && em > FOLD_FROM && this.run.rows[i].clock;
      row.style.setProperty('--space', `${folded && (folds || gap) ? 0 : em.toFixed(2)}em`);
      this.folds[i]?.remove();
      this.folds[i] = folds ? this.fold(steps[i]) : undefined;
      if (folds) row.before(this.folds[i]);
    });
  }

  end(i) {
    if (i < 0) return 0;
    const row = this.run.rows[i];
    return row.until ?? row.t;
  }

  fold(ns) {
    return make('tr', { class: 'fold', 'aria-hidden': 'true' }, make('th', { class: 'clock' }),
      make('td', { colspan: this.run.lanes.length }, make('span', {}, `${ms(ns)} ${words.ms}`)));
  }

  show(count, follow) {
    this.rows.forEach((row, i) => {
      row.classList.toggle('later', i >= count);
      row.classList.toggle('now', i === count - 1);
      this.folds[i]?.classList.toggle('later', i >= count);
      if (i === count - 1) row.setAttribute('aria-current', 'step');
      else row.removeAttribute('aria-current');
    });
    const now = this.rows[count - 1];
    const { element } = this;
    if (!now || !follow) element.scrollTop = 0;
    else if (element.scrollHeight > element.clientHeight)
      element.scrollTop = now.offsetTop + now.offsetHeight - element.clientHeight * 0.6;
  }
}

// ---- The whole run to one scale, nothing folded: a stall is as long as it was

class Overview {
  static LANE = 14;

  constructor(run, total, seek) {
    const height = Overview.LANE * run.lanes.length;
    this.total = total;
    this.svg = draw('svg', { viewBox: `0 0 1000 ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    this.svg.style.height = `${height}px`;
    for (const mark of run.marks) this.mark(run.lanes.findIndex(lane => lane.id === mark[0]), ...mark.slice(1));
    this.cursor = this.svg.appendChild(draw('line', { class: 'cursor', y1: 0, y2: height }));
    this.svg.addEventListener('click', event => {
      const box = this.svg.getBoundingClientRect();
      seek((event.clientX - box.left) / box.width * total);
    });
    this.element = make('figure', { class: 'overview' }, this.svg,
      make('figcaption', {}, fill(words.toScale, ms(total))));
  }

  x(ns) { return clamp(ns / this.total, 0, 1) * 996 + 2; }

  mark(lane, from, to, kind) {
    if (lane < 0) return;
    const top = lane * Overview.LANE;
    const bottom = top + Overview.LANE;
    if (kind === 'reads' || kind === 'writes') {
      const x = this.x(from);
      this.svg.append(draw('rect', { class: kind, x, y: top + 3, width: Math.max(2, this.x(to) - x), height: Overview.LANE - 6 }));
    } else {
      const [y1, y2] = kind.endsWith('right') ? [top, bottom] : [bottom, top];
      this.svg.append(draw('line', { class: kind, x1: this.x(from), x2: this.x(to), y1, y2 }));
    }
  }

  show(ns) {
    const x = this.x(ns);
    this.cursor.setAttribute('x1', x);
    this.cursor.setAttribute('x2', x);
  }
}

// ---- The scene: bytes from queue to wire to queue to reader

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
    const label = to - from > 1 || from >= bytes.length ? fill(words.size, grouped(to - from)) : signs[from];
    return { from, to, label, bytes: bytes.slice(from, to) };
  });
}

class Flow {
  constructor(run, direction) {
    this.moves = run.moves.filter(move => move[2] === direction && move[4] > move[3]);
    this.pieces = this.moves.length ? piecesOf(this.moves, run.streams[direction]) : [];
    this.drawn = this.pieces.length <= MOST_PIECES;
    const hasWire = run.lanes.some(lane => lane.id === 'wire');
    const names = hasWire ? [words.sendQueue, words.wire, words.receiveQueue, words.read] : [words.inKernel, words.read];
    this.places = names.map(() => make('div', { class: 'place' }));
    this.where = hasWire ? [SENDING, CROSSING, WAITING, TAKEN] : [WAITING, TAKEN];
    this.element = make('div', { class: `flow ${direction ? 'back' : ''}` },
      ...names.map((name, i) => make('div', {}, make('h3', {}, name), this.places[i])));
    this.chips = this.pieces.map(piece => this.chip(piece));
  }

  chip(piece) {
    const raw = /^\\x../.test(piece.label);
    const chip = make('span', { class: raw ? 'chip raw' : 'chip' }, raw ? piece.label.slice(2) : piece.label);
    return tell(chip, () => [rangeOf(piece.from, piece.to), dumpOf(piece.bytes.slice(0, 256), piece.from)]
      .filter(Boolean).join('\n'));
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
    if (what === LEAVES && onItsWay) Object.assign(state, { place: CROSSING, packet: number, lost: false });
    if (what === ARRIVES && state.place < WAITING) Object.assign(state, { place: WAITING, lost: false });
    if (what === READ) Object.assign(state, { place: TAKEN, read: number });
    if (what === LOST && state.place < TAKEN) state.lost = true;
  }

  show(ns, moving) {
    const before = this.chips.map(chip => chip.isConnected ? chip.getBoundingClientRect() : undefined);
    this.places.forEach(place => place.replaceChildren());
    let last;  // the group that was added to
    this.at(ns).forEach((state, i) => {
      const place = this.places[this.where.indexOf(state.place)];
      if (!place) return;
      const key = state.place === TAKEN ? state.read : state.place === CROSSING ? state.packet : 0;
      if (last?.key !== key || last?.place !== place) {
        last = { key, place, group: place.appendChild(make('span', { class: 'group' })) };
      }
      this.chips[i].classList.toggle('odd', state.write % 2 === 1);
      this.chips[i].classList.toggle('lost', Boolean(state.lost));
      last.group.append(this.chips[i]);
    });
    for (const place of this.places) place.scrollTop = place.scrollHeight;
    if (moving && !calm.matches) this.chips.forEach((chip, i) => this.slide(chip, before[i]));
  }

  slide(chip, before) {
    if (!chip.isConnected) return;
    const after = chip.getBoundingClientRect();
    const x = before ? before.left - after.left : 0;
    const y = before ? before.top - after.top : -12;
    if (x || y) chip.animate([{ transform: `translate(${x}px, ${y}px)`, opacity: before ? 1 : 0 }, {}],
      { duration: 350, easing: 'ease-in-out' });
  }
}

class Scene {
  constructor(run) {
    this.flows = [0, 1].map(direction => new Flow(run, direction)).filter(flow => flow.moves.length);
    const drawn = this.flows.length && this.flows.every(flow => flow.drawn);
    if (!drawn) this.flows = [];
    this.element = make('div', { class: 'scene', 'aria-hidden': 'true' },
      ...this.flows.map(flow => flow.element), drawn ? '' : make('p', { class: 'quiet' }, words.manyBytes));
  }

  show(ns, moving) {
    for (const flow of this.flows) flow.show(ns, moving);
  }
}

// ---- One version of a lab

class Half {
  constructor(run, total, seek) {
    this.run = run;
    this.begin = run.moves[0]?.[0] ?? 0;  // ns: both versions begin to write at the same moment
    this.lanes = new Lanes(run);
    this.scene = new Scene(run);
    this.overview = new Overview(run, total, ns => seek(this, ns));
    this.element = make('section', { class: `half ${run.version ?? ''}`, 'aria-label': run.name },
      run.verdict ? make('h2', { class: run.good ? 'right' : 'wrong' }, run.good ? '✓ ' : '✗ ', run.name,
        make('small', {}, ' ', run.verdict)) : '',
      run.verdict ? messageList(words.understood, run.understood, run.messages) : '',
      this.scene.element, this.overview.element, this.lanes.element,
      ...run.notes.map(note => make('p', { class: 'unclear' }, note)));
  }

  show(count, moving, follow) {
    const { rows } = this.run;
    const row = rows[count - 1];
    const ns = count === 0 ? -1 : count === rows.length ? Infinity : row.gap ? row.until - 1 : row.until ?? row.t;
    this.lanes.show(count, follow);
    this.scene.show(ns, moving);
    this.overview.show(row ? row.until ?? row.t : 0);
  }
}

// ---- The player

const SPEEDS = [0.25, 0.5, 1, 2, 4];
const PACE = { row: 800, point: 1500, gap: 2200 };  // ms at speed 1

class Player {
  constructor(lab) {
    const total = Math.max(1, ...lab.runs.flatMap(run => [...run.rows.map(row => row.until ?? row.t), ...run.marks.map(mark => mark[2])]));
    this.halves = lab.runs.map(run => new Half(run, total, (half, ns) => this.seek(half, ns)));
    this.speed = 2;
    this.folded = true;
    this.element = make('div', { class: 'halves' }, ...this.halves.map(half => half.element));
    this.controls = this.makeControls();
    this.fold(true);
    this.choose(this.halves.length > 1 && wide.matches ? 'both' : '0');
  }

  makeControls() {
    const button = (sign, label, key, act) => make('button', { type: 'button', title: `${label} (${key})`, 'aria-label': label, onclick: act }, sign);
    this.playButton = button('▶', words.play, 'space', () => this.toggle());
    this.slider = make('input', { type: 'range', min: 0, 'aria-label': words.position.replace(/\s*\{.*/, ''),
      oninput: event => this.go(Number(event.target.value)) });
    this.status = make('output', { class: 'status', 'aria-live': 'polite' });
    this.pace = make('output', { class: 'pace' });
    this.hexButton = button('0x', words.hex, 'x', () => this.hex());
    this.foldButton = button('≀', words.fold, 'f', () => this.fold(!this.folded));
    this.chooser = make('select', { 'aria-label': words.show, onchange: event => this.choose(event.target.value) },
      make('option', { value: 'both' }, words.both), make('option', { value: '0' }, words.broken), make('option', { value: '1' }, words.fixed));
    return make('div', { class: 'controls', role: 'group', 'aria-label': words.keys },
      button('«', words.pointBefore, '[', () => this.seekPoint(-1)), button('‹', words.back, '←', () => this.step(-1)),
      this.playButton, button('›', words.forward, '→', () => this.step(1)), button('»', words.pointAfter, ']', () => this.seekPoint(1)),
      this.slider, button('−', words.slower, '-', () => this.faster(-1)), this.pace, button('+', words.faster, '+', () => this.faster(1)),
      this.hexButton, this.foldButton, this.halves.length > 1 ? this.chooser : '',
      button('?', words.keys, '?', () => help.showModal()), this.status);
  }

  /** Which halves are shown; their rows, in order of time since the first write, are the steps. */
  choose(which) {
    this.chooser.value = which;
    const shown = this.halves.filter((_, i) => which === 'both' || which === String(i));
    this.halves.forEach(half => half.element.classList.toggle('shown', shown.includes(half)));
    this.steps = [];
    for (const half of shown) {
      let time = -Infinity;
      half.run.rows.forEach((row, i) => {
        time = Math.max(time, row.t - half.begin);
        this.steps.push({ half, row, i, time });
      });
    }
    this.steps.sort((a, b) => a.time - b.time);
    this.slider.max = this.steps.length;
    this.at = this.steps.length;
    this.show(false, false);
    this.faster(0);
  }

  show(moving, follow = true) {
    const counts = new Map(this.halves.map(half => [half, 0]));
    for (const { half, i } of this.steps.slice(0, this.at)) counts.set(half, i + 1);
    for (const half of this.halves)
      if (half.element.classList.contains('shown')) half.show(counts.get(half), moving, follow);
    this.slider.value = this.at;
    const step = this.steps[this.at - 1];
    const text = step ? step.row.parts.map(part => part[0]).join(' ') : '';
    this.slider.setAttribute('aria-valuetext', fill(words.position, this.at, this.steps.length));
    this.status.textContent = fill(words.position, this.at, this.steps.length);
    this.status.append(make('span', { class: 'unseen' }, this.timer ? '' : ` ${step?.half.run.name ?? ''} ${text}`));
  }

  go(at) {
    const before = this.at;
    this.at = clamp(at, 0, this.steps.length);
    if (this.at !== before) this.show(Math.abs(this.at - before) === 1);
  }

  step(by) {
    this.stop();
    this.go(this.at + by);
  }

  seekPoint(by) {
    this.stop();
    let at = this.at + by;
    while (at > 0 && at < this.steps.length && !this.steps[at - 1].row.point) at += by;
    this.go(at);
  }

  seek(half, ns) {
    this.stop();
    this.go(this.steps.filter(step => step.time <= ns - half.begin).length);
  }

  toggle() {
    if (this.timer) return this.stop();
    if (this.at === this.steps.length) this.go(0);
    this.timer = true;
    this.playButton.textContent = '❚❚';
    this.playButton.setAttribute('aria-label', words.pause);
    this.play();
  }

  play() {
    if (this.at >= this.steps.length) return this.stop();
    this.go(this.at + 1);
    const { row } = this.steps[this.at - 1];
    const pace = row.gap ? PACE.gap : row.point ? PACE.point : PACE.row;
    this.timer = setTimeout(() => this.play(), pace / SPEEDS[this.speed]);
  }

  stop() {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.playButton.textContent = '▶';
    this.playButton.setAttribute('aria-label', words.play);
  }

  faster(by) {
    this.speed = clamp(this.speed + by, 0, SPEEDS.length - 1);
    this.pace.textContent = `×${SPEEDS[this.speed]}`;
    this.pace.title = words.speed;
  }

  hex() {
    const on = document.body.classList.toggle('hex');
    this.hexButton.setAttribute('aria-pressed', on);
  }

  fold(on) {
    this.folded = on;
    this.foldButton.setAttribute('aria-pressed', on);
    for (const half of this.halves) half.lanes.scale(on);
    if (this.steps) this.show(false, this.at < this.steps.length);
  }
}

// ---- What stands below

const CODE = /(\/\/.*|\/\*.*?\*\/)|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|<[\w/.]+>)|(^\s*#\w+)|\b(auto|bool|break|case|char|class|const|constexpr|continue|do|else|enum|false|for|if|int|long|namespace|nullptr|return|short|signed|sizeof|static|struct|switch|template|this|true|unsigned|using|void|while)\b|\b(\d[\w']*)/g;
const KINDS = [, 'comment', 'string', 'keyword', 'keyword', 'number'];

function highlighted(code) {
  const pieces = [];
  let done = 0;
  for (const match of code.matchAll(CODE)) {
    pieces.push(code.slice(done, match.index));
    pieces.push(make('span', { class: KINDS[match.findIndex((group, i) => i > 0 && group !== undefined)] }, match[0]));
    done = match.index + match[0].length;
  }
  return [...pieces, code.slice(done)];
}

function diffOf(lines) {
  const TAGS = { '-': 'del', '+': 'ins', '@': 'span', ' ': 'span' };
  return make('pre', { class: 'diff', tabindex: 0 }, ...lines.map(([sign, text]) =>
    make(TAGS[sign], { class: sign === '@' ? 'skipped' : '' }, sign === '@' ? '⋯' : sign + ' ', ...highlighted(text), '\n')));
}

function section(name, title, ...children) {
  return make('section', { class: name }, make('h2', {}, title), ...children);
}

function detailsOf(lab) {
  const head = (...names) => make('thead', {}, make('tr', {}, ...names.map(name => make('th', { scope: 'col' }, name))));
  const TRUTHS = { true: '✓', false: '✗', depends: '~' };
  return make('div', { class: 'details sheet' },
    lab.diff?.length ? section('changes', words.diff, diffOf(lab.diff)) : '',
    lab.differences?.length ? section('differences', words.differ, make('table', {}, head('', words.broken, words.fixed),
      make('tbody', {}, ...lab.differences.map(([what, broken, fixed]) => make('tr', {}, make('th', { scope: 'row' }, what),
        make('td', { class: 'wrong' }, broken), make('td', { class: 'right' }, fixed)))))) : '',
    lab.why ? section('why', words.why, make('p', {}, lab.why)) : '',
    lab.claims?.length ? section('claims', words.claims, make('ul', {}, ...lab.claims.map(claim => make('li', {},
      make('strong', { class: claim.truth === 'false' ? 'wrong' : claim.truth === 'true' ? 'right' : 'unclear' }, `${TRUTHS[claim.truth]} ${claim.word}`),
      ' ', claim.says, ' ', make('small', { class: 'quiet' }, `${claim.number} (${claim.from.join(', ')})`))))) : '',
    make('footer', { class: 'quiet' }, ...(lab.failures ?? []).map(text => make('p', { class: 'wrong' }, text)),
      `${lab.where} · ${lab.started}`));
}

// ---- Pages

let player;
const help = make('dialog', { class: 'help' }, make('h2', {}, words.keys), make('table', {}, make('tbody', {},
  ...[['Space', `${words.play}, ${words.pause}`], ['→ . Page Down', words.forward], ['← , Page Up', words.back],
    ['[ ]', `${words.pointBefore}, ${words.pointAfter}`], ['+ −', `${words.faster}, ${words.slower}`], ['x', words.hex],
    ['f', words.fold], ['?', words.keys], ['q', labs.length > 1 ? `${words.close}, ${words.labs}` : words.close]]
    .map(([key, what]) => make('tr', {}, make('th', { scope: 'row' }, make('kbd', {}, key)), make('td', {}, what))))),
  make('button', { type: 'button', onclick: () => help.close() }, words.close));

function indexPage() {
  player = undefined;
  main.replaceChildren(make('header', {}, make('h1', {}, 'stickylab')), make('table', { class: 'index' }, make('tbody', {},
    ...labs.map(lab => make('tr', {}, make('th', { scope: 'row' }, make('a', { href: `#${lab.id}` }, `${lab.id} ${lab.title}`)),
      make('td', {}, lab.symptom),
      make('td', { class: lab.reproduced ? 'right' : 'wrong' }, lab.reproduced ? '✓ ' : '✗ ', lab.outcome ?? ''))))));
}

function labPage(lab) {
  player = new Player(lab);
  const at = labs.indexOf(lab);
  const link = (other, sign) => other ? make('a', { href: `#${other.id}` }, sign, ' ', other.title) : '';
  main.replaceChildren(
    make('div', { class: 'replay sheet' },
      make('header', {},
        labs.length > 1 ? make('nav', {}, make('a', { href: '#' }, words.labs), ' ', link(labs[at - 1], '←'), ' ', link(labs[at + 1], '→')) : '',
        make('h1', {}, lab.id ? `${lab.id} ${lab.title}` : 'stickylab'),
        lab.symptom ? make('p', {}, lab.symptom) : '',
        lab.meant ? messageList(words.meant, lab.meant, lab.meantCount) : ''),
      player.element),
    player.controls, detailsOf(lab));
  player.show(false, false);
}

function open() {
  player?.stop();
  tip.hidden = true;
  const lab = labs.length === 1 ? labs[0] : labs.find(one => `#${one.id}` === location.hash);
  if (lab) labPage(lab);
  else indexPage();
  scrollTo(0, 0);
}

const KEYS = {
  ' ': () => player.toggle(), ArrowRight: () => player.step(1), '.': () => player.step(1), PageDown: () => player.step(1),
  ArrowLeft: () => player.step(-1), ',': () => player.step(-1), PageUp: () => player.step(-1),
  '[': () => player.seekPoint(-1), ']': () => player.seekPoint(1), '+': () => player.faster(1), '=': () => player.faster(1),
  '-': () => player.faster(-1), x: () => player.hex(), f: () => player.fold(!player.folded),
  Home: () => player.step(-Infinity), End: () => player.step(Infinity), '?': () => help.showModal(), q: () => { location.hash = ''; },
};

addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') tip.hidden = true;
  if (help.open) {
    if (event.key === 'q' || event.key === '?') help.close();
    return;
  }
  const own = event.target.closest('select, a') || (event.key === ' ' && event.target.closest('button'));
  const act = KEYS[event.key];
  if (!act || !player || own) return;
  event.preventDefault();
  act();
});

// ---- Paper: the replay on one page, the rest on another

const PAPER = { width: 1040, height: 700, least: 0.2 };  // px of A4 across, within its margins

/** The largest size at which each sheet fits: what is smaller has room for longer lines. */
function toPaper() {
  document.documentElement.classList.add('paper');
  for (const sheet of document.querySelectorAll('.sheet')) {
    let zoom = 1.04;
    do {
      zoom *= 0.96;
      sheet.style.width = `${PAPER.width / zoom}px`;
    } while (sheet.scrollHeight * zoom > PAPER.height && zoom > PAPER.least);
    sheet.style.width = '';
    sheet.style.zoom = zoom;
  }
}

function fromPaper() {
  document.documentElement.classList.remove('paper');
  for (const sheet of document.querySelectorAll('.sheet')) sheet.style.zoom = '';
}

addEventListener('beforeprint', toPaper);
addEventListener('afterprint', fromPaper);
addEventListener('mouseover', point);
addEventListener('focusin', point);
addEventListener('hashchange', open);
wide.addEventListener('change', () => player?.halves.length > 1 && player.choose(wide.matches ? 'both' : '0'));
document.body.append(tip, help);
open();
