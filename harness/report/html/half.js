// One run: its verdict, queues, lanes, and all of it to scale.

/** ns: the first write; both versions of a lab begin with it. */
function beginOf(run) {
  const writes = run.marks.filter(([, , , kind]) => kind === 'writes').map(([, from]) => from);
  return writes.length ? Math.min(...writes) : run.moves[0]?.[0] ?? 0;
}

/** ns: the last moment of which something is shown. */
const endOf = run => Math.max(0, ...run.rows.map(row => row.until ?? row.t),
  ...run.marks.map(([, , to]) => to));

class Half {
  /** `span`: ns from the first write that the strip shows; `seek(half, ns)` is called with a moment. */
  constructor(run, span, seek) {
    this.run = run;
    this.begin = beginOf(run);
    this.lanes = new Lanes(run);
    this.scene = new Scene(run);
    this.overview = new Overview(run, { begin: this.begin, span }, ns => seek(this, ns));
    this.element = make('section', { class: `half ${run.version ?? ''}`, 'aria-label': run.name },
      run.verdict ? this.heading() : '', this.scene.element, this.lanes.element,
      this.overview.element, ...run.notes.map(note => make('p', { class: 'unclear' }, note)));
  }

  heading() {
    const { run } = this;
    return make('div', {},
      make('h2', {}, run.name, make('span', { class: `told-only ${run.good ? 'right' : 'wrong'}` },
        run.good ? ' ✓ ' : ' ✗ ', make('small', {}, run.verdict))),
      make('div', { class: 'told-only' }, messageList(words.understood, run.understood, run.messages)));
  }

  show(count, moving, follow) {
    const { rows } = this.run;
    const row = rows[count - 1];
    let ns = row?.until ?? row?.t ?? -Infinity;
    if (row?.gap) ns -= 1;  // what ends it comes next
    if (count === rows.length) ns = Infinity;
    this.ns = ns;
    this.lanes.show(count, follow);
    this.scene.show(ns, moving);
    this.overview.show(row ? row.until ?? row.t : 0);
  }

  refit() { this.scene.show(this.ns, false); }
}
