// One real run in slow motion.

const PACE = 70;  // pixels a second

class Film {
  constructor(run, size) {
    this.clock = make('output', { class: 'clock' });
    this.playing = make('button', { type: 'button', onclick: () => this.toggle() }, words.play);
    this.slider = make('input', { type: 'range', min: 0, max: 100, value: 100, step: 'any', 'aria-label': words.time,
      oninput: () => this.seek(this.slider.value / 100) });
    this.ladder = new Ladder(make('figcaption', { class: 'keys' }, ...[['kept', words.keyKept], ['busy', words.keyBusy], ['waits', words.keyWaits]]
      .map(([kind, name]) => make('span', {}, make('span', { class: `key ${kind}` }), name))));
    this.element = make('div', { class: 'film' },
      make('div', { class: 'controls' }, this.playing,
        make('button', { type: 'button', onclick: () => this.step(-1) }, words.back),
        make('button', { type: 'button', onclick: () => this.step(1) }, words.forward), this.slider, this.clock),
      this.ladder.element);
    this.shown = { run, size };
    this.at = 1;
    this.ended = () => {};
  }

  show() {
    this.ladder.show(this.shown.run, this.shown.size);
    this.seek(1);
  }

  get height() { return this.ladder.axis?.height ?? 1; }

  /** `at` is a part of the way, from 0 to 1. */
  seek(at, playing = false) {
    if (!playing) this.stop();
    this.at = clamp(at, 0, 1);
    this.ladder.reveal(this.at < 1 ? this.at * this.height : Infinity);
    this.slider.value = this.at * 100;
    if (this.ladder.axis) {
      this.clock.value = milliseconds(this.ladder.axis.time(this.at * this.height));
      this.slider.setAttribute('aria-valuetext', this.clock.value);
    }
  }

  step(way) {
    const places = [...new Set([0, ...this.ladder.axis.points.map(point => point.y / this.height)])];
    const far = 1e-6;
    this.seek(way > 0 ? places.find(place => place > this.at + far) ?? 1
      : places.findLast(place => place < this.at - far) ?? 0);
  }

  toggle() {
    if (this.timer) this.stop();
    else this.play(this.at < 1 ? this.at : 0);
  }

  play(from) {
    this.playing.textContent = words.pause;
    let before;
    const frame = now => {
      this.seek((before === undefined ? from : this.at) + (now - (before ?? now)) / 1000 * PACE / this.height, true);
      before = now;
      if (this.at < 1) this.timer = requestAnimationFrame(frame);
      else {
        this.stop();
        this.ended();
      }
    };
    this.timer = requestAnimationFrame(frame);
  }

  stop() {
    cancelAnimationFrame(this.timer);
    this.timer = undefined;
    this.playing.textContent = words.play;
  }
}
