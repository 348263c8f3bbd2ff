// The whole run to one scale, nothing folded: a stall is as long as it was.

class Overview {
  static LANE = 14;

  constructor(run, total, seek) {
    const height = Overview.LANE * run.lanes.length;
    this.total = total;
    this.svg = draw('svg',
      { viewBox: `0 0 1000 ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    this.svg.style.height = `${height}px`;
    for (const [id, ...mark] of run.marks)
      this.mark(run.lanes.findIndex(lane => lane.id === id), ...mark);
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
