// The pages: a lab, or the index of several; the keys.

const hasIndex = labs.length > 1 || claims;
const TITLE = document.title;
let player;
const HELP = [
  [words.space, `${words.play}, ${words.pause}`],
  ['→ . Page Down', words.forward],
  ['← , Page Up', words.back],
  ['] [', `${words.pointAfter}, ${words.pointBefore}`],
  ['+ −', `${words.faster}, ${words.slower}`],
  ['x', words.hex],
  ['f', words.fold],
  ['?', words.keys],
  ['q', hasIndex ? `${words.close}, ${words.labs}` : words.close],
];
const help = make('dialog', { class: 'help' },
  make('h2', {}, words.keys),
  make('table', {}, make('tbody', {}, ...HELP.map(([key, what]) =>
    make('tr', {}, make('th', { scope: 'row' }, make('kbd', {}, key)), make('td', {}, what))))),
  make('button', { type: 'button', onclick: () => help.close() }, words.close));

function indexRow(lab) {
  return make('tr', {},
    make('th', { scope: 'row' }, make('a', { href: `#${lab.id}` }, `${lab.id} ${lab.title}`)),
    make('td', {}, lab.symptom),
    make('td', { class: lab.reproduced ? 'right' : 'wrong' },
      lab.reproduced ? '✓ ' : '✗ ', lab.outcome ?? ''));
}

function indexPage() {
  player = undefined;
  document.title = TITLE;
  main.replaceChildren(
    make('header', {}, make('h1', {}, 'stickylab')), ...claimsOf(),
    make('table', { class: 'index' }, make('tbody', {}, ...labs.map(indexRow))));
}

function headerOf(lab) {
  const at = labs.indexOf(lab);
  const link = (other, sign) =>
    other ? make('a', { href: `#${other.id}` }, sign, ' ', other.title) : '';
  return make('header', {},
    hasIndex ? make('nav', {}, make('a', { href: '#' }, words.labs), ' ',
      link(labs[at - 1], '←'), ' ', link(labs[at + 1], '→')) : '',
    make('h1', {}, lab.id ? `${lab.id} ${lab.title}` : 'stickylab'),
    lab.symptom ? make('p', {}, lab.symptom) : '',
    lab.meant ? messageList(words.meant, lab.meant, lab.meantCount) : '',
    ...(lab.failures ?? []).map(text => make('p', { class: 'wrong' }, text)));
}

/** The address follows to where one stays, #03/12: browsers refuse too many changes of it. */
const SETTLED = 400;  // ms
let settling;
function follow(lab, step) {
  clearTimeout(settling);
  settling = setTimeout(() => history.replaceState(null, '', `#${lab.id ?? ''}/${step}`), SETTLED);
}

function labPage(lab, step) {
  player = new Player(lab, at => follow(lab, at));
  document.title = lab.id ? `${lab.id} ${lab.title}` : TITLE;
  main.replaceChildren(
    make('div', { class: 'replay sheet' }, headerOf(lab), player.element),
    player.controls, detailsOf(lab));
  player.show(false, false);
  if (/^\d+$/.test(step)) player.go(Number(step));
}

function open() {
  player?.stop();
  clearTimeout(settling);
  tip.hidden = true;
  const [id, step] = location.hash.slice(1).split('/');
  const lab = !hasIndex ? labs[0] : labs.find(one => one.id === id);
  scrollTo(0, 0);
  if (lab) labPage(lab, step);
  else indexPage();
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
  x: () => player.hex(), f: () => player.fold(!player.folded),
  '?': () => help.showModal(), q: () => { location.hash = ''; },
};

addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') tip.hidden = true;
  if (help.open) {
    if (event.key === 'q' || event.key === '?') help.close();
    return;
  }
  const own = event.target.closest('select') || (event.key === ' ' && event.target.closest('button, a'));
  const act = KEYS[event.key];
  if (!act || !player || own) return;
  event.preventDefault();
  act();
});

addEventListener('hashchange', open);
wide.addEventListener('change', () => {
  if (player?.halves.length > 1) player.choose(wide.matches ? 'both' : '0');
});
document.body.append(tip, help);
open();
