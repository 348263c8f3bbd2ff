// The lanes: a table, with time as height.

const LINE = 0.8;       // em: the median step
const FOLD_FROM = 4.5;  // em: a longer space is folded
const WHOLE = 700;      // em: the whole run, where nothing is folded

/** A call that is longer than its lane goes on after its parenthesis; a range stays in one line. */
const breakable = text => text.split(/([\d,]+–[\d,]+|\()/).flatMap((part, i) =>
  i % 2 === 0 ? [part] : part === '(' ? [part, make('wbr')]
    : [make('span', { class: 'whole' }, part)]);

class Lanes {
  constructor(run) {
    this.run = run;
    this.body = make('tbody');
    this.rows = run.rows.map(row => this.row(row));
    this.folds = this.rows.map(() => undefined);
    this.body.append(...this.rows);
    this.head = make('tr', {}, make('th', { scope: 'col', class: 'clock' }, words.ms),
      ...run.lanes.map(lane => make('th', { scope: 'col' }, lane.name,
        lane.absent ? make('small', {}, ' ', lane.absent) : '')));
    const table = make('table', { class: 'lanes', 'data-lanes': run.lanes.length },
      make('caption', { class: 'unseen' }, run.name ?? words.wire,
        run.verdict ? make('span', { class: 'told-only' }, `: ${run.verdict}`) : ''),
      make('thead', {}, this.head), this.body);
    this.element = make('div',
      { class: 'panel', tabindex: 0, role: 'region', 'aria-label': run.name ?? words.wire }, table);
  }

  row(row) {
    const clock = make('th', { scope: 'row', class: 'clock' }, row.clock ?? '');
    const cells = this.run.lanes.map(lane => make('td', { 'data-lane': lane.short }));
    const index = this.run.lanes.findIndex(lane => lane.id === row.lane);
    if (index < 0)
      cells.splice(0, cells.length, make('td', { colspan: this.run.lanes.length }));
    const cell = cells[Math.max(index, 0)];
    const kinds = [row.gap ? 'gap' : '', row.point ? 'point' : '', row.to ? 'packet' : ''];
    if (row.to) this.arrow(cell, row);
    else cell.append(...this.parts(row.parts, row));
    return make('tr', { class: kinds.join(' ').trim() }, clock, ...cells);
  }

  parts(parts, row) {
    return parts.flatMap(([text, tone], i) => [i === 0 ? '' : row.gap ? ' · ' : ' ',
      tone === 'payload' ? payload(text, row.bytes ?? { hex: '', size: 0 })
        : make('span', { class: tone }, ...breakable(text))]);
  }

  arrow(cell, row) {
    const [[label, tone], ...rest] = row.parts;
    const kinds = `arrow to-${row.to} ${row.leg ?? ''} ${row.fate ?? ''} ${tone}`;
    cell.append(make('span', { class: kinds }, make('span', {}, label)), ...this.parts(rest, row));
  }

  /** Height is time: the median step takes a line; a long one is folded, or all is to one scale. */
  scale(folded) {
    const steps = this.run.rows.map((row, i) => Math.max(0, row.t - this.end(i - 1)));
    const some = steps.filter(step => step > 0).sort((a, b) => a - b);
    const unit = some.length ? some[some.length >> 1] : 1;
    const total = Math.max(1, this.end(this.rows.length - 1));
    this.rows.forEach((row, i) => {
      const { gap } = this.run.rows[i];
      const em = folded ? LINE * steps[i] / unit
        : Math.min(LINE / unit, WHOLE / total) * (gap ?? steps[i]);
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
      element.scrollTop = Math.min(now.offsetTop - this.head.offsetHeight,
        now.offsetTop + now.offsetHeight - element.clientHeight * 0.6);
  }

  /** Scrolls the window until row `i` stands above `bottom` (px from the window's top), if it does not. */
  reveal(i, bottom) {
    const row = this.rows[i].getBoundingClientRect();
    const top = this.head.offsetHeight;
    if (row.bottom > bottom) scrollBy(0, Math.min(row.bottom - bottom, row.top - top));
    else if (row.top < top) scrollBy(0, row.top - top);
  }
}
