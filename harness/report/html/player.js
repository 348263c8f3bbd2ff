// The player: steps, keys' acts, controls.

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
    let ns = row?.until ?? row?.t ?? -Infinity;
    if (row?.gap) ns -= 1;  // what ends it comes next
    if (count === rows.length) ns = Infinity;
    this.lanes.show(count, follow);
    this.scene.show(ns, moving);
    this.overview.show(row ? row.until ?? row.t : 0);
  }
}

const SPEEDS = [0.25, 0.5, 1, 2, 4];
const PACE = { row: 800, point: 1500, gap: 2200 };  // ms at speed 1

class Player {
  /** `moved` is called with the step, whenever it is another one. */
  constructor(lab, moved) {
    this.moved = moved;
    const total = Math.max(1, ...lab.runs.flatMap(run => [
      ...run.rows.map(row => row.until ?? row.t), ...run.marks.map(mark => mark[2])]));
    this.halves = lab.runs.map(run => new Half(run, total, (half, ns) => this.seek(half, ns)));
    this.speed = 2;
    this.folded = true;
    this.element = make('div', { class: 'halves' }, ...this.halves.map(half => half.element));
    this.controls = this.makeControls();
    this.fold(true);
    this.choose(this.halves.length > 1 && wide.matches ? 'both' : '0');
  }

  button(sign, label, key, act) {
    const title = `${label} (${key})`;
    return make('button', { type: 'button', title, 'aria-label': label, onclick: act }, sign);
  }

  makeControls() {
    this.playButton = this.button('▶', words.play, words.space, () => this.toggle());
    this.slider = make('input', { type: 'range', min: 0, 'aria-label': words.forward,
      oninput: event => { this.stop(); this.go(Number(event.target.value)); } });
    this.status = make('output', { class: 'status', 'aria-live': 'polite' });
    this.pace = make('output', { class: 'pace' });
    this.hexButton = this.button('0x', words.hex, 'x', () => this.hex());
    this.foldButton = this.button('≀', words.fold, 'f', () => this.fold(!this.folded));
    this.chooser = make('select', { 'aria-label': words.show,
      onchange: event => this.choose(event.target.value) },
      make('option', { value: 'both' }, words.both),
      make('option', { value: '0' }, words.broken),
      make('option', { value: '1' }, words.fixed));
    return make('div', { class: 'controls', role: 'group', 'aria-label': words.keys },
      this.button('«', words.pointBefore, '[', () => this.seekPoint(-1)),
      this.button('‹', words.back, '←', () => this.step(-1)),
      this.playButton,
      this.button('›', words.forward, '→', () => this.step(1)),
      this.button('»', words.pointAfter, ']', () => this.seekPoint(1)),
      this.slider,
      this.button('−', words.slower, '-', () => this.faster(-1)),
      this.pace,
      this.button('+', words.faster, '+', () => this.faster(1)),
      this.hexButton, this.foldButton,
      this.halves.length > 1 ? this.chooser : '',
      this.button('?', words.keys, '?', () => help.showModal()),
      this.status);
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
    if (follow && step) step.half.lanes.reveal(step.i, this.controls.getBoundingClientRect().top);
    if (follow && !step) scrollTo(0, 0);
    const text = step ? step.row.parts.map(part => part[0]).join(' ') : '';
    this.slider.setAttribute('aria-valuetext', fill(words.position, this.at, this.steps.length));
    this.status.textContent = fill(words.position, this.at, this.steps.length);
    const told = this.timer ? '' : ` ${step?.half.run.name ?? ''} ${text}`;
    this.status.append(make('span', { class: 'unseen' }, told));
  }

  go(at) {
    const before = this.at;
    this.at = clamp(at, 0, this.steps.length);
    if (this.at === before) return;
    this.show(Math.abs(this.at - before) === 1);
    this.moved(this.at);
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
