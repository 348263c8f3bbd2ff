// The data of the page, and what the reader has chosen. The address keeps that, so that a link
// leads to it, and the same page in the other language shows it.

const { words, text, film, positions } = JSON.parse(document.getElementById('site').textContent);
const calm = matchMedia('(prefers-reduced-motion: reduce)');

const fill = (phrase, ...values) => phrase.replace(/\{(\d)\}/g, (_, n) => values[n]);
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const grouped = number => number.toLocaleString('en-US');
const inMs = us => (us / 1000).toFixed(Math.abs(us) < 10000 ? 2 : 1);
const milliseconds = us => fill(words.ms, inMs(us));

/** The keys are those of the address; numbers, or a list of them. */
const state = { bet: -1, busy: 0, nodelay: 0, rtt: 0, recv: positions.recv.length - 1, cuts: [] };

function readAddress() {
  for (const [key, value] of new URLSearchParams(location.hash.slice(1))) {
    const numbers = value.split('.').filter(digits => /^\d+$/.test(digits)).map(Number);
    if (key === 'cuts') state.cuts = numbers;
    else if (key in state && numbers.length === 1) state[key] = numbers[0];
  }
  for (const knob of ['busy', 'nodelay', 'rtt', 'recv'])
    state[knob] = clamp(state[knob], 0, positions[knob].length - 1);
}

const SETTLED = 400;  // ms: browsers refuse to change the address too often
const other = document.getElementById('language');
const page = other.getAttribute('href');
let settling;

/** Keeps what was chosen. */
function chose(changes) {
  Object.assign(state, changes);
  const chosen = Object.entries(state).filter(([key, value]) => key === 'cuts' ? value.length : value >= 0);
  const address = '#' + new URLSearchParams(chosen.map(([key, value]) => [key, [value].flat().join('.')]));
  other.setAttribute('href', page + address);
  clearTimeout(settling);
  settling = setTimeout(() => history.replaceState(null, '', address), SETTLED);
}
