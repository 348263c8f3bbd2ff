// The reader cuts the stream; both versions of read_message take what comes.

const messages = film.w.map(([, from, to]) => text.slice(from, to));
const framed = FIXED.written(messages);
const plain = BROKEN.written(messages);
/** The places in `framed` at which each message's frame begins. */
const starts = messages.map((_, i) => FIXED.written(messages.slice(0, i)).length);

/** The same place in the stream without lengths. */
function plainPlace(place) {
  const before = starts.filter(start => place > start);
  return before.reduce((sum, start) => sum + clamp(place - start - HEADER, 0,
    messages[starts.indexOf(start)].length), 0);
}

const isHeader = at => starts.some(start => at >= start && at < start + HEADER);
const sendOf = at => at < starts[1] ? 'odd' : 'even';
const plainSendOf = at => at < messages[0].length ? 'odd' : 'even';
const signs = bytes => [...bytes].map(byte => byte >= ' ' && byte <= '~' ? byte
  : byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');

/** Bytes that stand from `at` on in a stream, a colour for each send; `owner` tells whose a place is. */
function colored(bytes, at, owner) {
  const parts = [];
  for (const [i, byte] of [...bytes].entries()) {
    const send = owner(at + i);
    if (parts.at(-1)?.send === send) parts.at(-1).bytes += byte;
    else parts.push({ send, bytes: byte });
  }
  return make('span', { class: 'chips' }, ...parts.map(part => make('span', { class: `chip ${part.send}` }, signs(part.bytes))));
}

function plainCuts(cuts) {
  const places = cuts.map(plainPlace).filter(place => place > 0 && place < plain.length);
  return [...new Set(places)].sort((a, b) => a - b);
}

/** How many of all ways to cut what the broken version writes give the messages: all are tried. */
function waysThatFit() {
  const places = [...plain].map((_, i) => i).slice(1);
  const ways = Array.from({ length: 2 ** places.length }, (_, bits) => places.filter((_, i) => bits >> i & 1));
  return ways.filter(cuts => received(BROKEN, piecesOf(plain, cuts)).messages.join() === messages.join()).length;
}

class Cuts {
  constructor() {
    this.gaps = [];
    this.strip = make('div', { class: 'strip', role: 'group', 'aria-label': words.strip }, ...starts.map((start, i) =>
      make('div', { class: 'frame' }, ...[...framed.slice(start, starts[i + 1])].flatMap((byte, k) => this.cell(byte, start + k)))));
    for (const [name, act] of [['pointerdown', this.grab], ['pointermove', this.drag], ['pointerup', this.drop], ['pointercancel', this.drop]])
      this.strip.addEventListener(name, act.bind(this));
    this.strip.addEventListener('keydown', event => this.key(event));
    this.results = [make('section', { 'aria-live': 'polite' }), make('section', { 'aria-live': 'polite' })];
    const preset = (name, cuts) => make('button', { type: 'button', onclick: () => this.set(cuts) }, name);
    const all = [...framed].map((_, i) => i).slice(1);
    this.element = make('div', {},
      this.strip,
      make('div', { class: 'presets' }, preset(words.noCut, []), preset(words.cutBetween, starts.slice(1)),
        preset(words.cutLength, [starts[1] + HEADER / 2]), preset(words.cutAll, all)),
      make('div', { class: 'results' }, ...this.results),
      make('p', {}, fill(words.ways, grouped(2 ** (plain.length - 1)), plain.length, waysThatFit(), grouped(2 ** (framed.length - 1)), framed.length)));
    this.focus(0);
    this.set(state.cuts.filter(cut => cut > 0 && cut < framed.length));
  }

  /** A byte, and the gap before it. */
  cell(byte, at) {
    const shown = make('span', { class: `byte ${sendOf(at)}${isHeader(at) ? ' header' : ''}` }, signs(byte));
    if (at === 0) return [shown];
    const gap = make('button', { type: 'button', class: 'gap', 'data-at': at, 'aria-pressed': 'false',
      'aria-label': fill(words.gap, at), onclick: event => this.press(event, at) });
    this.gaps.push(gap);
    return [gap, shown];
  }

  set(cuts) {
    const sorted = [...new Set(cuts)].sort((a, b) => a - b);
    chose({ cuts: sorted });
    for (const gap of this.gaps) gap.setAttribute('aria-pressed', String(sorted.includes(Number(gap.dataset.at))));
    this.show(this.results[0], BROKEN, words.broken, words.brokenRule, piecesOf(plain, plainCuts(sorted)), plainSendOf);
    this.show(this.results[1], FIXED, words.fixed, words.fixedRule, piecesOf(framed, sorted), sendOf);
  }
  has(at) { return state.cuts.includes(at); }
  without(at) { return state.cuts.filter(cut => cut !== at); }
  toggle(at) { this.set(this.has(at) ? this.without(at) : [...state.cuts, at]); }

  show(section, version, title, rule, pieces, owner) {
    const { messages: got, calls } = received(version, pieces);
    const right = got.length === messages.length && got.every((message, i) => message === messages[i]);
    let at = 0;
    const next = bytes => colored(bytes, (at += bytes.length) - bytes.length, owner);
    const items = calls.filter(call => call.got !== '').map(call =>
      make('li', {}, make('code', {}, `recv(${call.size})`), ' ', next(call.got)));
    at = 0;
    const header = version.written(['']).length;
    const bodies = got.map(message => {
      at += header;
      return make('li', {}, next(message));
    });
    section.replaceChildren(
      make('h3', {}, title), make('p', {}, rule), make('ol', { class: 'calls' }, ...items),
      make('p', {}, words.takes), make('ul', { class: 'messages' }, ...bodies),
      make('p', { class: right ? 'right' : 'wrong' }, right ? `✓ ${words.asSent}` : `✗ ${words.notAsSent}`));
  }

  /** Pointers draw a cut along; a click that moved nothing turns it on or off. */
  at(event) {
    const under = document.elementsFromPoint(event.clientX, event.clientY).find(one => one.matches('.gap'));
    return under && Number(under.dataset.at);
  }
  grab(event) {
    const at = this.at(event);
    if (at === undefined) return;
    this.held = { at, moved: false, cut: this.has(at) };
  }
  drag(event) {
    const at = this.held && this.at(event);
    if (at === undefined || at === this.held.at || !this.held.cut) return;
    const rest = this.without(this.held.at);
    this.held = { at, moved: true, cut: true };
    this.set([...rest, at]);
  }
  drop() {
    this.moved = this.held?.moved;
    this.held = undefined;
  }
  press(event, at) {
    if (!this.moved) this.toggle(at);
    this.moved = false;
    this.focus(this.gaps.findIndex(gap => Number(gap.dataset.at) === at));
  }

  /** One gap is a tab stop; arrows lead to the others, and with Shift they take its cut along. */
  focus(index) {
    for (const [i, gap] of this.gaps.entries()) gap.tabIndex = i === index ? 0 : -1;
    this.focused = index;
  }
  key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const from = this.focused;
    const to = clamp(from + step, 0, this.gaps.length - 1);
    const [here, there] = [from, to].map(i => Number(this.gaps[i].dataset.at));
    if (event.shiftKey && this.has(here)) this.set([...this.without(here), there]);
    this.focus(to);
    this.gaps[to].focus();
  }
}
