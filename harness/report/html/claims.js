// The documents' claims, each with the runs of this page that decide it.

function evidenceOf(shown) {
  return make('li', {}, shown.lab ? make('a', { href: `#${shown.lab}/both` }, shown.text) : shown.text);
}

function claimRow(claim) {
  const [sign, tone] = TRUTHS[claim.truth] ?? ['?', 'unclear'];
  return make('tr', { id: `claim-${claim.number}` },
    make('th', { scope: 'row' }, claim.number),
    claim.word ? make('td', { class: `whole ${tone}` }, `${sign} ${claim.word}`) : '',
    make('td', {}, make('p', {}, claim.says),
      claim.unlike ? make('p', { class: 'wrong' }, claim.unlike) : '',
      claim.why ? make('p', {}, claim.why) : '',
      claim.evidence ? make('ul', {}, ...claim.evidence.map(evidenceOf)) : '',
      claim.python ? make('details', {}, make('summary', {}, claims.program),
        make('pre', {}, claim.python)) : '',
      make('p', { class: 'quiet' }, claim.from)));
}

const claimTable = rows => make('table', { class: 'index claims' },
  make('tbody', {}, ...rows.map(claimRow)));

function claimsOf() {
  if (!claims) return [];
  return [make('h2', {}, claims.heading), ...claims.total.map(text => make('p', {}, text)),
    claimTable(claims.rows),
    ...(claims.undecidable.length
      ? [make('h2', {}, claims.others), claimTable(claims.undecidable)] : []),
    make('h2', {}, words.labs)];
}
