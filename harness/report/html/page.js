// The pages: a lab, or the index of several; the keys.

const hasIndex = labs.length > 1 || claims;
const TITLE = document.title;
let player;
let page;  // the lab that is shown
const HELP = [
  [words.space, `${words.play}, ${words.pause}`],
  ['→ . Page Down', words.forward],
  ['← , Page Up', words.back],
  ['] [', `${words.pointAfter}, ${words.pointBefore}`],
  ['+ −', `${words.faster}, ${words.slower}`],
  ['> <', `${words.larger}, ${words.smaller}`],
  ['1 2 …', words.choose],
  ['a', words.showAnswer],
  ['x', words.hex],
  ['f', words.fold],
  ['?', words.keys],
  ['q', hasIndex ? `${words.close}, ${words.labs}` : words.close],
];
const help = make('dialog', { class: 'help', 'aria-label': words.keys },
  make('h2', {}, words.keys),
  make('table', {}, make('tbody', {}, ...HELP.map(([key, what]) =>
    make('tr', {}, make('th', { scope: 'row' }, make('kbd', {}, key)), make('td', {}, what))))),
  make('button', { type: 'button', onclick: () => help.close() }, words.close));

function indexRow(lab) {
  return make('tr', {},
    make('th', { scope: 'row' }, make('a', { href: `#${lab.id}` }, `${lab.id} ${lab.topic}`)),
    make('td', {}, lab.predict?.question ?? lab.symptom),
    make('td', { class: lab.reproduced ? 'right' : 'wrong' },
      lab.reproduced ? '✓ ' : '✗ ', lab.outcome ?? ''));
}

function indexPage() {
  player = page = undefined;
  document.title = TITLE;
  delete main.dataset.stage;
  main.replaceChildren(
    make('header', {}, make('h1', {}, 'stickylab')), ...claimsOf(),
    make('table', { class: 'index' }, make('tbody', {}, ...labs.map(indexRow))));
}

/** The labs before and after, by number: a title may give an answer away. */
function neighboursOf(lab) {
  const at = labs.indexOf(lab);
  const link = (other, text) => other
    ? make('a', { href: `#${other.id}`, 'aria-label': fill(words.lab, other.id) }, fill(text, other.id)) : '';
  return make('nav', { 'aria-label': words.labs }, make('a', { href: '#' }, words.labs), ' ',
    link(labs[at - 1], '← {0}'), ' ', link(labs[at + 1], '{0} →'));
}

function headerOf(lab) {
  return make('header', {}, hasIndex ? neighboursOf(lab) : '',
    lab.id ? make('h1', {}, make('span', { class: 'told-only' }, `${lab.id} ${lab.title}`),
      make('span', { class: 'untold' }, `${lab.id} ${lab.topic}`)) : make('h1', {}, 'stickylab'),
    lab.symptom ? make('p', { class: 'told-only' }, lab.symptom) : '',
    lab.meant ? messageList(words.meant, lab.meant, lab.meantCount) : '',
    ...(lab.failures ?? []).map(text => make('p', { class: 'told-only wrong' }, text)));
}

/** A lab: its question, then its runs, then its answer. The stage is `ask`, `watch` or `told`. */
class LabPage {
  constructor(lab) {
    this.lab = lab;
    const { stage, choice } = guesses.get(lab) ?? { stage: asks(lab) ? 'ask' : 'told' };
    this.choice = choice;
    this.question = asks(lab) ? new Question(lab, { watch: guess => this.watch(guess),
      tell: () => this.answer(), look: which => player.look(which) }) : undefined;
    player = new Player(lab, { moved: () => this.moved(), finished: () => this.finished(),
      answer: () => this.answer() });
    main.replaceChildren(
      make('div', { class: 'replay sheet' }, headerOf(lab), this.question?.element ?? '', player.element),
      player.controls.element, detailsOf(lab));
    this.enter(stage);
    player.show(false, false);
  }

  enter(stage) {
    this.stage = main.dataset.stage = stage;
    guesses.set(this.lab, { stage, choice: this.choice });
    this.question?.show(stage, this.choice);
    const { id, title, topic } = this.lab;
    document.title = !id ? TITLE : `${id} ${stage === 'told' ? title : topic}`;
  }

  /** The broken run from its first step on, whatever was guessed. */
  watch(choice) {
    this.choice = choice;
    this.enter('watch');
    player.look('broken');
    player.controls.playButton.focus({ preventScroll: true });
    player.toggle();
  }

  moved() {
    if (this.stage === 'watch' && player.isAtEnd) {
      this.enter('told');
      player.show(false);  // more stands above it now
    }
    if (this.stage === 'told') this.settle();
  }

  finished() {
    if (this.stage === 'told') this.question?.reveal();
  }

  answer() {
    player.stop();
    this.enter('told');
    player.show(false, false);
    this.question?.reveal();
  }

  /** For paper: all of it; and back to what it was. */
  tell(all) {
    main.dataset.stage = all ? 'told' : this.stage;
    this.question?.show(main.dataset.stage, this.choice);
  }

  /** The address follows to where one stays, #03/12: browsers refuse too many changes of it. */
  settle() {
    clearTimeout(settling);
    const which = player.which === 'broken' ? '' : `/${player.which}`;
    settling = setTimeout(() =>
      history.replaceState(null, '', `#${this.lab.id ?? ''}${which}/${player.at}`), SETTLED);
  }
}
const SETTLED = 400;  // ms
let settling;

/** "#03", "#03/12", "#03/fixed/12", "#03/both": a lab, which of its runs, a step. */
function parsed(hash) {
  const [id, ...rest] = hash.slice(1).split('/');
  const which = rest[0] in SHOWN ? rest.shift() : undefined;
  return { id, which, step: /^\d+$/.test(rest[0]) ? Number(rest[0]) : undefined };
}

function open() {
  player?.stop();
  clearTimeout(settling);
  tip.hidden = true;
  const { id, which, step } = parsed(location.hash);
  const lab = !hasIndex ? labs[0] : labs.find(one => one.id === id);
  scrollTo(0, 0);
  if (!lab) return indexPage();
  page = new LabPage(lab);
  if (which === undefined && step === undefined) return;
  page.enter('told');
  if (which && lab.runs.length > 1) player.choose(which);
  if (step !== undefined) player.go(step);
}

const forward = () => player.step(1);
const back = () => player.step(-1);
const KEYS = {
  ' ': () => player.toggle(),
  ArrowRight: forward, '.': forward, PageDown: forward,
  ArrowLeft: back, ',': back, PageUp: back,
  Home: () => player.step(-Infinity), End: () => player.step(Infinity),
  ']': () => player.seekPoint(1), '[': () => player.seekPoint(-1),
  '+': () => player.faster(1), '=': () => player.faster(1), '-': () => player.faster(-1),
  a: () => page.answer(),
  x: () => player.hex(), f: () => player.fold(!player.folded),
  q: () => { location.hash = ''; },
};
const ASKED = {
  ' ': () => page.watch(), ArrowRight: () => page.watch(), PageDown: () => page.watch(),
  a: KEYS.a, q: KEYS.q,
};

/** What a key does now. Digits choose while a question is asked. */
function actOf(key) {
  if (key in EVERYWHERE || !page) return EVERYWHERE[key];
  if (page.stage !== 'ask') return KEYS[key];
  const choice = page.lab.predict.choices[key - 1];
  return choice ? () => page.watch(key - 1) : ASKED[key];
}

const EVERYWHERE = {
  '>': () => resize(1), '<': () => resize(-1), '?': () => help.showModal(),
};

addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') tip.hidden = true;
  if (help.open) {
    if (event.key === 'q' || event.key === '?') help.close();
    return;
  }
  const own = event.target.closest('select') || (event.key === ' ' && event.target.closest('button, a'));
  const act = actOf(event.key);
  if (!act || own) return;
  event.preventDefault();
  act();
});

addEventListener('hashchange', open);
addEventListener('resize', () => player?.refit());
document.body.append(tip, help);
open();
