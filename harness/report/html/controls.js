// The bar: the sentence of the step at which one is, and what a mouse or a finger can do.

class Controls {
  /** `acts`: what the buttons do, by name; `several`: there are two runs to choose from. */
  constructor(acts, { several, asks }) {
    const button = (sign, label, key, act, kind = '') => make('button',
      { type: 'button', class: kind, title: `${label} (${key})`, 'aria-label': label, onclick: act }, sign);
    this.caption = make('p', { class: 'caption', 'aria-live': 'polite' });
    this.status = make('span', { class: 'status' });
    this.slider = make('input', { type: 'range', min: 0, 'aria-label': words.forward,
      oninput: event => acts.slide(Number(event.target.value)) });
    this.playButton = button('▶', words.play, words.space, acts.toggle);
    this.pace = make('output', { class: 'pace', 'aria-label': words.speed });
    this.hexButton = button('0x', words.hex, 'x', acts.hex);
    this.foldButton = button('≀', words.fold, 'f', acts.fold);
    this.chooser = make('select', { class: 'told-only', 'aria-label': words.show,
      onchange: event => acts.choose(event.target.value) },
      ...Object.keys(SHOWN).map(which => make('option', { value: which }, words[which])));
    this.moreButton = button('⋯', words.moreKeys, '?', () => this.more(), 'only-narrow');
    this.moreButton.setAttribute('aria-expanded', false);
    this.element = make('section', { class: 'controls', 'aria-label': words.player },
      this.caption,
      make('div', { class: 'rows' }, make('div', { class: 'row usual' },
        button('‹', words.back, '←', acts.back), this.playButton,
        button('›', words.forward, '→', acts.forward),
        this.slider, this.status, this.moreButton),
      make('div', { class: 'row rare' },
        button('«', words.pointBefore, '[', acts.pointBefore),
        button('»', words.pointAfter, ']', acts.pointAfter),
        button('−', words.slower, '-', acts.slower), this.pace,
        button('+', words.faster, '+', acts.faster),
        button('A−', words.smaller, '<', acts.smaller),
        button('A+', words.larger, '>', acts.larger),
        this.hexButton, this.foldButton,
        asks ? button(words.answer, words.showAnswer, 'a', acts.answer) : '',
        several ? this.chooser : '',
        button('?', words.keys, '?', acts.help))));
  }

  more() {
    const open = this.element.classList.toggle('open');
    this.moreButton.setAttribute('aria-expanded', open);
  }

  get top() { return this.element.getBoundingClientRect().top; }

  /** The step at which one is; `says` is its sentence. While it plays, nothing is read aloud. */
  show({ at, of, says, playing }) {
    const position = fill(words.position, at, of);
    this.slider.max = of;
    this.slider.value = at;
    this.slider.setAttribute('aria-valuetext', position);
    this.status.textContent = position;
    this.caption.setAttribute('aria-live', playing ? 'off' : 'polite');
    this.caption.textContent = says;
  }

  play(on) {
    this.playButton.textContent = on ? '❚❚' : '▶';
    this.playButton.setAttribute('aria-label', on ? words.pause : words.play);
  }

  press(button, on) { button.setAttribute('aria-pressed', on); }
}
