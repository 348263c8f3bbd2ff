// The player: steps, and where one is among them.

/** What is shown: the places of its halves among the lab's runs. */
const SHOWN = { broken: [0], fixed: [1], both: [0, 1] };
const SPEEDS = [0.25, 0.5, 1, 2, 4];
const PACE = { row: 800, point: 1500, gap: 2200 };  // ms at speed 1

class Player {
  /**
   * `moved` is called when another step is shown; `finished` when one wants to go on from the last
   * one; `answer` when the answer is asked for.
   */
  constructor(lab, { moved, finished, answer }) {
    this.moved = moved;
    this.finished = finished;
    this.answer = answer;
    const span = Math.max(1, ...lab.runs.map(run => endOf(run) - beginOf(run)));
    this.halves = lab.runs.map(run => new Half(run, span, (half, ns) => this.seek(half, ns)));
    this.speed = 2;
    this.folded = true;
    this.element = make('div', { class: 'halves' }, ...this.halves.map(half => half.element));
    this.controls = this.makeControls(lab);
    this.fold(true);
    this.choose('broken');
  }

  makeControls(lab) {
    return new Controls({
      slide: at => { this.stop(); this.go(at); },
      toggle: () => this.toggle(),
      back: () => this.step(-1), forward: () => this.step(1),
      pointBefore: () => this.seekPoint(-1), pointAfter: () => this.seekPoint(1),
      slower: () => this.faster(-1), faster: () => this.faster(1),
      smaller: () => resize(-1), larger: () => resize(1),
      hex: () => this.hex(), fold: () => this.fold(!this.folded),
      answer: () => this.answer(), choose: which => this.look(which),
      help: () => help.showModal(),
    }, { several: this.halves.length > 1, asks: asks(lab) });
  }

  /** Which halves are shown; their rows, in order of time since the first write, are the steps. */
  choose(which) {
    this.which = which;
    this.controls.chooser.value = which;
    const shown = this.halves.filter((_, i) => SHOWN[which].includes(i));
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
    this.at = this.steps.length;
    this.show(false, false);
    this.faster(0);
  }

  /** The same by hand: from the first step on. */
  look(which) {
    this.stop();
    this.choose(which);
    this.go(0);
  }

  get isAtEnd() { return this.at === this.steps.length; }

  show(moving, follow = true) {
    const counts = new Map(this.halves.map(half => [half, 0]));
    for (const { half, i } of this.steps.slice(0, this.at)) counts.set(half, i + 1);
    for (const half of this.halves)
      if (half.element.classList.contains('shown')) half.show(counts.get(half), moving, follow);
    this.controls.show({ at: this.at, of: this.steps.length, says: this.says(),
      playing: Boolean(this.timer) });
    if (follow) this.follow();
  }

  /** What has room in the queues is another part when the window is another. */
  refit() {
    for (const half of this.halves)
      if (half.element.classList.contains('shown')) half.refit();
  }

  /** The step's sentence; beside another run, which one it is of. */
  says() {
    const step = this.steps[this.at - 1];
    if (!step) return words.begin;
    const several = SHOWN[this.which].length > 1 && this.halves.length > 1;
    return several ? fill(words.sentenceOf, step.half.run.name, step.row.says) : step.row.says;
  }

  /** Scrolls so that the step can be seen. */
  follow() {
    const step = this.steps[this.at - 1];
    if (step) step.half.lanes.reveal(step.i, this.controls.top);
    else scrollTo(0, 0);
  }

  go(at) {
    const before = this.at;
    this.at = clamp(at, 0, this.steps.length);
    if (this.at === before) return;
    this.show(Math.abs(this.at - before) === 1);
    this.moved();
  }

  step(by) {
    const wasAtEnd = this.isAtEnd && !this.timer;
    this.stop();
    if (wasAtEnd && by === 1) this.finished();
    else this.go(this.at + by);
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
    if (this.isAtEnd) this.go(0);
    this.timer = true;
    this.controls.play(true);
    this.play();
  }

  play() {
    if (this.isAtEnd) {
      this.stop();
      return this.finished();
    }
    this.go(this.at + 1);
    const { row } = this.steps[this.at - 1];
    const pace = row.gap ? PACE.gap : row.point ? PACE.point : PACE.row;
    this.timer = setTimeout(() => this.play(), pace / SPEEDS[this.speed]);
  }

  stop() {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.controls.play(false);
  }

  faster(by) {
    this.speed = clamp(this.speed + by, 0, SPEEDS.length - 1);
    this.controls.pace.textContent = `×${SPEEDS[this.speed]}`;
  }

  hex() {
    const on = document.body.classList.toggle('hex');
    this.controls.press(this.controls.hexButton, on);
    this.show(false, !this.isAtEnd);
  }

  fold(on) {
    this.folded = on;
    this.controls.press(this.controls.foldButton, on);
    for (const half of this.halves) half.lanes.scale(on);
    if (this.steps) this.show(false, !this.isAtEnd);
  }
}
