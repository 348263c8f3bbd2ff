// What stands below: the diff, the differences, the claims.

const KEYWORDS = 'auto|bool|break|case|char|class|const|constexpr|continue|do|else|enum|false|for|if|'
  + 'int|long|namespace|nullptr|return|short|signed|sizeof|static|struct|switch|template|this|true|'
  + 'unsigned|using|void|while';
const CODE = new RegExp([
  /(\/\/.*|\/\*.*?\*\/)/.source,
  /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|<[\w/.]+>)/.source,
  /(^\s*#\w+)/.source,
  `\\b(${KEYWORDS})\\b`,
  /\b(\d[\w']*)/.source,
].join('|'), 'g');
const KINDS = [, 'comment', 'string', 'keyword', 'keyword', 'number'];

function highlighted(code) {
  const pieces = [];
  let done = 0;
  for (const match of code.matchAll(CODE)) {
    pieces.push(code.slice(done, match.index));
    const kind = match.findIndex((group, i) => i > 0 && group !== undefined);
    pieces.push(make('span', { class: KINDS[kind] }, match[0]));
    done = match.index + match[0].length;
  }
  return [...pieces, code.slice(done)];
}

function diffOf(lines) {
  const TAGS = { '-': 'del', '+': 'ins', '@': 'span', ' ': 'span' };
  return make('pre', { class: 'diff', tabindex: 0, role: 'region', 'aria-label': words.diff }, ...lines.map(([sign, text]) =>
    make(TAGS[sign], { class: sign === '@' ? 'skipped' : '' },
      sign === '@' ? '⋯' : sign + ' ', ...highlighted(text), '\n')));
}

function section(name, title, ...children) {
  return make('section', { class: name }, make('h2', {}, title), ...children);
}

/** What differs; below it, in a line, what is the same. */
function tableOf(differences) {
  const head = ['', words.broken, words.fixed].map(name => make('th', { scope: 'col' }, name));
  const same = differences.filter(([, broken, fixed]) => broken === fixed);
  const rows = differences.filter(row => !same.includes(row)).map(([what, broken, fixed]) =>
    make('tr', {}, make('th', { scope: 'row' }, what),
      make('td', { class: 'wrong' }, broken), make('td', { class: 'right' }, fixed)));
  return make('div', {},
    make('table', {}, make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...rows)),
    same.length ? make('p', { class: 'quiet' }, fill(words.alike,
      same.map(([what, value]) => fill(words.valueOf, what, value)).join(words.between))) : '');
}

const TRUTHS = { true: ['✓', 'right'], false: ['✗', 'wrong'], depends: ['~', 'unclear'] };

function claimOf(claim) {
  const [sign, tone] = TRUTHS[claim.truth];
  return make('li', {}, make('strong', { class: tone }, `${sign} ${claim.word}`), ' ', claim.says, ' ',
    make('small', { class: 'quiet' }, `${claim.number} (${claim.from.join(', ')})`));
}

function cureOf([from, breaks, cure]) {
  return make('li', {}, breaks, ' ', cure, ' ', make('small', { class: 'quiet' }, `(${from})`));
}

function detailsOf(lab) {
  const parts = [];
  if (lab.diff?.length) parts.push(section('changes', words.diff, diffOf(lab.diff)));
  if (lab.cures?.length)
    parts.push(section('changes', words.cures, make('ul', {}, ...lab.cures.map(cureOf))));
  if (lab.differences?.length)
    parts.push(section('differences', words.differ, tableOf(lab.differences)));
  if (lab.why && !asks(lab)) parts.push(section('why', words.why, make('p', {}, lab.why)));
  if (lab.claims?.length)
    parts.push(section('claims', words.claims, make('ul', {}, ...lab.claims.map(claimOf))));
  parts.push(make('footer', { class: 'quiet' }, `${lab.where} · ${lab.started}`));
  return make('div', { class: 'details sheet told-only' }, ...parts);
}
