// The question that a lab begins with: asked, then watched, then told.

const guesses = new Map();  // by lab: { choice, stage }, for as long as the page is open

const asks = lab => Boolean(lab.predict);

class Question {
  /** `watch()` is called when a choice was made, or none is wanted; `tell()` to be told the answer;
   *  `look(which)` to see another run. */
  constructor(lab, { watch, tell, look }) {
    this.lab = lab;
    this.acts = { watch, tell, look };
    this.heading = make('h2', { tabindex: -1 }, lab.predict.question);
    this.body = make('div');
    this.element = make('section', { class: 'question', 'aria-label': words.question },
      this.heading, this.body);
  }

  button(text, act) {
    return make('button', { type: 'button', onclick: act }, text);
  }

  show(stage, choice) {
    const pieces = { ask: () => this.asked(), watch: () => this.watched(choice),
      told: () => this.told(choice) };
    this.body.replaceChildren(...pieces[stage]());
  }

  asked() {
    const { choices } = this.lab.predict;
    return [
      make('ol', { class: 'choices' }, ...choices.map((text, i) =>
        make('li', {}, this.button(text, () => this.acts.watch(i))))),
      make('p', { class: 'actions' },
        this.button(words.withoutGuess, () => this.acts.watch()),
        this.button(words.showAnswer, () => this.acts.tell()))];
  }

  yours(choice) {
    return choice === undefined ? ''
      : make('p', {}, fill(words.youChose, this.lab.predict.choices[choice]));
  }

  watched(choice) {
    return [this.yours(choice),
      make('p', { class: 'actions' }, this.button(words.showAnswer, () => this.acts.tell()))];
  }

  told(choice) {
    const { choices, answer, tempting, shown } = this.lab.predict;
    const looks = this.lab.runs.length > 1
      ? { fixed: words.lookFixed, both: words.lookBoth } : {};
    return [
      make('ol', { class: 'choices' }, ...choices.map((text, i) => this.choice(text,
        { right: shown && i === answer, yours: i === choice }))),
      shown ? '' : make('p', { class: 'unclear' }, words.notShown),
      make('p', {}, make('strong', {}, words.whyLabel), this.lab.why),
      tempting ? make('p', {}, make('strong', {}, words.temptingLabel), tempting) : '',
      make('p', { class: 'actions' }, ...Object.entries(looks).map(([which, text]) =>
        this.button(text, () => this.acts.look(which))))];
  }

  choice(text, { right, yours }) {
    return make('li', { class: right ? 'right' : '' }, right ? '✓ ' : '', text,
      right ? make('strong', {}, ` ${words.rightOne}`) : '',
      yours ? make('strong', { class: right ? '' : 'wrong' }, ` ${words.yours}`) : '');
  }

  /** Shows the answer to whoever has just reached it. */
  reveal() {
    this.element.scrollIntoView({ block: 'start' });
    this.heading.focus({ preventScroll: true });
  }
}
