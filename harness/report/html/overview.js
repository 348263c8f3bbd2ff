// The whole run to one scale from its first write on, nothing folded: a stall is as long as it was.

const LEAD = 0.02;  // of the strip lies before the first write

/** What the strip draws, by kind: [word, how it is drawn in the legend]. */
const LEGEND = {
  writes: ['keyWrites', key => draw('rect', { class: key, x: 4, y: 3, width: 20, height: 8 })],
  reads: ['keyReads', key => draw('rect', { class: key, x: 4, y: 3, width: 20, height: 8 })],
  right: ['keyPacket', key => draw('line', { class: key, x1: 4, y1: 0, x2: 24, y2: 14 })],
  'lost-right': ['keyLost', key => draw('line', { class: key, x1: 4, y1: 0, x2: 24, y2: 14 })],
};
const ALIKE = { left: 'right', 'lost-left': 'lost-right' };

function legendOf(marks) {
  const there = new Set(marks.map(([, , , kind]) => ALIKE[kind] ?? kind));
  return Object.keys(LEGEND).filter(kind => there.has(kind)).map(kind => {
    const [word, shape] = LEGEND[kind];
    const sign = draw('svg', { viewBox: '0 0 28 14', class: 'key', 'aria-hidden': 'true' });
    sign.append(shape(kind));
    return make('span', { class: 'whole' }, sign, ' ', words[word]);
  });
}

class Overview {
  static LANE = 14;

  constructor(run, { begin, span }, seek) {
    const height = Overview.LANE * run.lanes.length;
    this.from = begin - LEAD * span;
    this.total = span * (1 + LEAD);
    const title = fill(words.toScale, ms(span));
    this.svg = draw('svg', { viewBox: `0 0 1000 ${height}`, preserveAspectRatio: 'none',
      role: 'img', 'aria-label': title });
    for (const [id, ...mark] of run.marks)
      this.mark(run.lanes.findIndex(lane => lane.id === id), ...mark);
    this.cursor = this.svg.appendChild(draw('line', { class: 'cursor', y1: 0, y2: height }));
    this.svg.addEventListener('click', event => {
      const box = this.svg.getBoundingClientRect();
      seek(this.from + (event.clientX - box.left) / box.width * this.total);
    });
    const names = run.lanes.map(lane => make('span', {},
      make('span', { class: 'only-wide' }, lane.name), make('span', { class: 'only-narrow' }, lane.short)));
    this.element = make('figure', { class: 'overview told-only' },
      make('figcaption', {}, make('span', {}, title), ...legendOf(run.marks)),
      make('div', { class: 'strip' }, make('div', { class: 'names', 'aria-hidden': 'true' }, ...names),
        this.svg));
  }

  x(ns) { return clamp((ns - this.from) / this.total, 0, 1) * 996 + 2; }

  mark(lane, from, to, kind) {
    if (lane < 0 || to < this.from) return;
    const top = lane * Overview.LANE;
    const bottom = top + Overview.LANE;
    if (kind === 'reads' || kind === 'writes') {
      const x = this.x(from);
      const width = Math.max(2, this.x(to) - x);
      this.svg.append(draw('rect', { class: kind, x, y: top + 3, width, height: Overview.LANE - 6 }));
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
