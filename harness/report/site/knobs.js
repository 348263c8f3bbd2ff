// The knobs: each position is a recording.

const { busy, nodelay, rtt, recv, runs } = positions;

function runAt({ busy: b, nodelay: n, rtt: r, recv: size }) {
  return runs[((size * rtt.length + r) * nodelay.length + n) * busy.length + b];
}

/** Reads that brought bytes. */
const taken = run => run.r.filter(([, , from, to]) => from < to);

/** How the reads meet the sends: 'same', 'merged', 'torn', or 'both' of these. */
function outcomeOf(run) {
  const merged = taken(run).some(([, , from, to]) => from < WORLD && to > WORLD);
  const torn = run.w.some(([, from, to]) =>
    taken(run).some(([, , begin, end]) => (begin > from && begin < to) || (end > from && end < to)));
  return merged && torn ? 'both' : merged ? 'merged' : torn ? 'torn' : 'same';
}

class Knobs {
  constructor() {
    this.result = make('div', { class: 'result', 'aria-live': 'polite' });
    this.ladder = new Ladder(make('figcaption', {}));
    this.table = make('div', { class: 'map' });
    this.sum = make('p', {});
    const slider = this.slider = make('input', { type: 'range', id: 'busy', min: 0, max: busy.length - 1, step: 1, list: 'busy-marks',
      oninput: () => this.turn({ busy: Number(slider.value) }) });
    this.amount = make('output', { for: 'busy' });
    this.element = make('div', { class: 'panel' },
      make('form', { class: 'knobs', onsubmit: event => event.preventDefault() },
        make('div', { class: 'knob' }, make('label', { for: 'busy' }, words.busy), this.amount, slider,
          make('div', { class: 'marks', 'aria-hidden': 'true' }, ...busy.map(us => make('span', {}, String(us / 1000))))),
        this.radios('nodelay', words.nodelay, nodelay.map(on => on ? words.on : words.off)),
        rtt.length > 1 ? this.radios('rtt', words.rtt, rtt.map(time => fill(words.ms, time))) : '',
        this.radios('recv', words.asks, recv.map(grouped))),
      make('div', {}, this.result, this.ladder.element));
    this.turn({});
  }

  radios(knob, title, names) {
    return make('fieldset', { class: 'knob' }, make('legend', {}, title),
      make('div', { class: 'switch' }, ...names.map((name, i) => make('label', {},
        make('input', { type: 'radio', name: knob, value: i, checked: state[knob] === i,
          onchange: () => this.turn({ [knob]: i }) }), make('span', {}, name)))));
  }

  turn(changes) {
    chose(changes);
    this.slider.value = state.busy;
    this.amount.value = fill(words.ms, busy[state.busy] / 1000);
    this.slider.setAttribute('aria-valuetext', this.amount.value);
    for (const input of this.element.querySelectorAll('input[type=radio]'))
      input.checked = state[input.name] === Number(input.value);
    const run = runAt(state);
    this.result.replaceChildren(
      make('p', { class: 'reads' }, ...taken(run).flatMap(([, , from, to]) => [make('code', {}, 'recv'), ' ', chips(from, to), ' '])),
      make('p', { class: outcomeOf(run) === 'same' ? 'right' : 'wrong' }, words[outcomeOf(run)]));
    const kept = keptBack(run);
    this.ladder.element.querySelector('figcaption').textContent = kept ? fill(words.kept, milliseconds(kept.us)) : '';
    this.ladder.show(run, recv[state.recv]);
    this.drawMap();
  }

  /** All recordings with this recv, one button each. */
  drawMap() {
    const rows = rtt.flatMap((_, r) => nodelay.map((_, n) => ({ rtt: r, nodelay: n })));
    const cell = place => {
      const at = { ...place, recv: state.recv };
      const same = outcomeOf(runAt(at)) === 'same';
      return make('td', {}, make('button', { type: 'button', class: same ? 'right' : 'wrong',
        'aria-pressed': String(at.busy === state.busy && at.rtt === state.rtt && at.nodelay === state.nodelay),
        'aria-label': fill(words.cell, busy[at.busy] / 1000, same ? words.same : words[outcomeOf(runAt(at))]),
        onclick: () => this.pick(at) }, same ? '✓' : '✗'));
    };
    this.table.replaceChildren(make('table', {},
      make('caption', {}, fill(words.map, recv[state.recv])),
      make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, words.rows), ...busy.map(us => make('th', { scope: 'col' }, String(us / 1000))))),
      make('tbody', {}, ...rows.map(row => make('tr', {},
        make('th', { scope: 'row' }, fill(words.row, rtt[row.rtt], nodelay[row.nodelay] ? words.on : words.off)),
        ...busy.map((_, b) => cell({ ...row, busy: b })))))));
    const count = n => runs.filter((run, i) => Math.floor(i / busy.length) % nodelay.length === n && outcomeOf(run) === 'same').length;
    this.sum.textContent = fill(words.sum, count(0), count(1), runs.length / nodelay.length);
  }

  pick(at) {
    this.turn(at);
    this.table.querySelector('[aria-pressed=true]').focus();
  }
}
