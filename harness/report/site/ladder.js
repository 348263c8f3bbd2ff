// The picture of a run: the sender on the left, the receiver on the right, time runs down.
//
// Moments keep their order, and a long time is a longer way than a short one, but not to scale: a
// millisecond would hide what happens in ten microseconds.

const WORLD = film.w[1][1];  // where the bytes of the second send begin

/** Bytes by the send that wrote them. */
function partsOf(from, to) {
  return [[from, Math.min(to, WORLD), 'odd'], [Math.max(from, WORLD), to, 'even']]
    .filter(([begin, end]) => begin < end)
    .map(([begin, end, send]) => ({ text: text.slice(begin, end), send }));
}

/** Text in boxes, a colour for each send. */
function chips(from, to) {
  return make('span', { class: 'chips' }, ...partsOf(from, to).map(part => make('span', { class: `chip ${part.send}` }, part.text)));
}

/** Everything that happened, in order of time; `side` has a label of its own. */
function momentsOf(run) {
  return [
    ...run.b.map(t => ({ t })),
    ...run.w.map(([t], i) => ({ t, side: 'left', of: run.w[i] })),
    ...[...run.s, ...run.a].flatMap(([left, arrived]) => [{ t: left }, { t: arrived }]),
    ...run.r.flatMap(read => [{ t: read[0] }, { t: read[1], side: 'right', of: read }]),
  ].sort((a, b) => a.t - b.t);
}

/** Lets times be placed: how far down each moment is, and the labels. */
class TimeAxis {
  constructor(run, label) {
    this.points = [];
    const last = { left: -label, right: -label };
    let y = 0;
    for (const { t, side, of } of momentsOf(run)) {
      const passed = t - (this.points.at(-1)?.t ?? t);
      if (passed > 0) y += 6 + 16 * Math.log10(1 + passed / 20);
      if (side) {
        y = Math.max(y, last[side] + label);
        last[side] = y;
      }
      this.points.push({ t, y, side, of });
    }
    this.height = y;
  }
  /** Of a moment; of several at one time the first, or of a call the one that is its own. */
  y(t, of) {
    return this.points.find(point => of ? point.of === of : point.t === t).y;
  }
  /** The time at a place. */
  time(y) {
    const next = this.points.findIndex(point => point.y >= y);
    if (next <= 0) return (next === 0 ? this.points[0] : this.points.at(-1)).t;
    const [a, b] = [this.points[next - 1], this.points[next]];
    return a.t + (b.t - a.t) * (y - a.y) / (b.y - a.y);
  }
}

/** How long TCP kept the bytes of the second send after it, if an ACK let them go; else undefined. */
function keptBack(run) {
  const [, second] = run.w;
  const carrier = second && run.s.find(([, , , to]) => to > second[1]);
  if (!carrier || carrier[0] - second[0] < 200) return undefined;
  const released = run.a.some(([, arrived]) => arrived > second[0] && arrived <= carrier[0] + 50);
  return released ? { from: second, to: carrier[0], us: carrier[0] - second[0] } : undefined;
}

/** Of the picture: there is no room for a longer unit. */
const clock = us => `${inMs(us)} ms`;
const PAD = 3;  // pixels beside the bytes in a box
/** Chinese takes two columns. */
const columns = text => [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 0);

class Ladder {
  constructor(caption) {
    this.svg = draw('svg', { role: 'img', focusable: 'false' });
    this.element = make('figure', { class: 'ladder' }, this.svg, caption);
    this.progress = Infinity;
    new ResizeObserver(() => this.run && this.layOut()).observe(this.element);
  }

  /** `size` is what a recv asks for. */
  show(run, size) {
    Object.assign(this, { run, size });
    this.layOut();
  }

  layOut() {
    const width = this.element.clientWidth;
    if (width === 0) return;
    const font = parseFloat(getComputedStyle(this.element).fontSize);
    const digit = font * 0.6;
    const narrow = width < 44 * font;  // a label has its parts below each other
    const lines = narrow ? 3 : 1;
    Object.assign(this, { font, narrow, digit, line: font * 1.4 });
    this.axis = new TimeAxis(this.run, lines * this.line + 8);
    this.left = (narrow ? 8.5 : 22) * digit;
    this.right = width - (narrow ? 12.5 : 34) * digit;
    this.top = 2.4 * font;
    const height = this.top + this.axis.height + lines * this.line + 8;
    this.svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.svg.setAttribute('width', width);
    this.svg.setAttribute('height', height);
    this.drawAll(height);
    this.reveal(this.progress);
  }

  drawAll(height) {
    this.later = [];  // [from, to, element, how it moves]
    this.svg.replaceChildren();
    this.svg.setAttribute('aria-label', tell(this.run, this.size));
    for (const [x, name] of [[this.left, words.sender], [this.right, words.receiver]]) {
      this.put('line', { x1: x, x2: x, y1: this.top - 6, y2: height, class: 'axis' });
      this.write(x, this.font, name, x === this.left ? 'end' : 'start', 'name');
    }
    this.drawBars();
    for (const [left, arrived] of this.run.a) this.drawCrossing(this.right, this.left, left, arrived, 'ack');
    for (const [left, arrived, from, to] of this.run.s)
      this.drawCrossing(this.left, this.right, left, arrived, 'segment', partsOf(from, to));
    for (const send of this.run.w)
      this.drawLabel('left', this.place(send[0], send), 'send', send[0], partsOf(send[1], send[2]));
    for (const read of this.run.r)
      this.drawLabel('right', this.place(read[1], read), `recv(${this.size})`, read[1], partsOf(read[2], read[3]));
  }

  place(t, of) { return this.top + this.axis.y(t, of); }

  put(tag, attributes, text = '') {
    const element = draw(tag, attributes);
    element.textContent = text;
    this.svg.append(element);
    return element;
  }
  write(x, y, text, anchor, kind) {
    return this.put('text', { x, y, 'text-anchor': anchor, class: kind }, text);
  }

  /** What takes a while: a busy receiver, a recv that waits, bytes that TCP keeps. */
  drawBars() {
    const bar = (x, y1, y2, kind) => {
      const element = this.put('line', { x1: x, x2: x, y1, y2, class: `bar ${kind}` });
      this.later.push([y1, y2, element, y => element.setAttribute('y2', clamp(y, y1, y2))]);
    };
    const [begin, end] = this.run.b;
    if (end !== undefined) bar(this.right, this.place(begin), this.place(end), 'busy');
    for (const read of this.run.r) bar(this.right, this.place(read[0]), this.place(read[1], read), 'waits');
    const kept = keptBack(this.run);
    if (kept) bar(this.left, this.place(kept.from[0], kept.from), this.place(kept.to), 'kept');
  }

  drawCrossing(x1, x2, left, arrived, kind, parts = []) {
    const [y1, y2] = [this.place(left), this.place(arrived)];
    const line = this.put('line', { x1, y1, x2, y2, class: kind });
    const chip = parts.length ? this.chipsAt(0, 0, parts) : this.put('text', { class: 'ackname', 'text-anchor': 'middle' }, 'ACK');
    const size = parts.length ? this.widthOf(parts) : 0;
    this.later.push([y1, y2, [line, chip], y => {
      const way = y2 > y1 ? clamp((y - y1) / (y2 - y1), 0, 1) : 1;
      line.setAttribute('x2', x1 + (x2 - x1) * way);
      line.setAttribute('y2', y1 + (y2 - y1) * way);
      const at = way < 1 ? clamp(way, 0.15, 0.85) : 0.5;
      chip.setAttribute('transform', `translate(${x1 + (x2 - x1) * at - size / 2} ${y1 + (y2 - y1) * at - (size ? this.line / 2 : 5)})`);
    }]);
  }

  widthOf(parts) {
    return parts.reduce((width, part) => width + columns(part.text) * this.digit + 2 * PAD, 0);
  }

  /** Boxes with text, in a group whose upper left corner is at (x, y). */
  chipsAt(x, y, parts) {
    const group = draw('g', { transform: `translate(${x} ${y})` });
    let at = 0;
    for (const part of parts) {
      const width = columns(part.text) * this.digit + 2 * PAD;
      const label = draw('text', { x: at + PAD, y: this.line * 0.73, class: 'bytes' });
      label.textContent = part.text;
      group.append(draw('rect', { x: at, y: 0, width, height: this.line, class: part.send }), label);
      at += width;
    }
    this.svg.append(group);
    return group;
  }

  /** A call: its name, its bytes and the time, on one line or below each other. */
  drawLabel(side, y, name, t, parts) {
    const group = draw('g');
    const [left, step] = side === 'left' ? [this.left - 10, -1] : [this.right + 10, 1];
    const anchor = side === 'left' ? 'end' : 'start';
    const known = this.svg.childNodes.length;
    const shown = parts.length ? parts : [{ text: words.end, send: 'none' }];
    const bytes = this.widthOf(shown);
    if (this.narrow) {
      this.write(left, y + 4, name, anchor, 'call');
      this.chipsAt(side === 'left' ? left - bytes : left, y + 0.5 * this.line, shown);
      this.write(left, y + 2.3 * this.line, clock(t), anchor, 'time');
    } else {
      const call = name.length * this.digit + 8;
      this.chipsAt(left + step * (side === 'left' ? bytes : call), y - this.line / 2, shown);
      this.write(side === 'left' ? left - bytes - 8 : left, y + 5, name, anchor, 'call');
      this.write(left + step * (call + bytes + 12), y + 5, clock(t), anchor, 'time');
    }
    group.append(...[...this.svg.childNodes].slice(known));
    this.svg.append(group);
    this.later.push([y, y, group, () => {}]);
  }

  /** What has happened down to there is seen. */
  reveal(progress) {
    this.progress = progress;
    const y = this.top + progress;
    for (const [from, to, elements, move] of this.later) {
      for (const element of [elements].flat()) element.classList.toggle('unborn', y < from);
      move(Math.min(y, Number.MAX_SAFE_INTEGER), to);
    }
  }
}

/** The run in words, for who does not see the picture. */
function tell(run, size) {
  const bytes = (from, to) => from < to ? text.slice(from, to) : words.end;
  return [...run.w.map(([t, from, to]) => ({ t, said: fill(words.tellSend, milliseconds(t), bytes(from, to)) })),
    ...run.r.map(([, t, from, to]) => ({ t, said: fill(words.tellRecv, milliseconds(t), size, bytes(from, to)) }))]
    .sort((a, b) => a.t - b.t).map(({ said }) => said).join(' ');
}
