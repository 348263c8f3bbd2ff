// The bet: the reader says what comes out, then sees it.

const bet = document.getElementById('bet');
const choices = [...bet.querySelectorAll('.choices button')];

function sayAnswer() {
  const right = choices.findIndex(choice => choice.hasAttribute('data-right'));
  const won = state.bet === right;
  for (const [i, choice] of choices.entries()) {
    choice.setAttribute('aria-pressed', String(i === state.bet));
    choice.classList.toggle('right', i === right);
    choice.classList.toggle('wrong', i === state.bet && !won);
  }
  bet.querySelector('.answer').replaceChildren(
    make('p', { class: won ? 'right' : 'wrong' }, won ? `✓ ${words.won}` : `✗ ${fill(words.missed, choices[right].textContent.trim())}`),
    make('p', {}, words.tempting));
}

/** What follows the bet would tell its answer: it is there once the reader has bet, or will not. */
const NO_BET = choices.length;
const shown = () => state.bet >= 0;

function showRest(movie) {
  document.body.classList.toggle('unanswered', !shown());
  if (shown()) movie.show();
}

function startBet(movie) {
  const place = i => {
    chose({ bet: i });
    showRest(movie);
    if (choices[i]) sayAnswer();
    if (calm.matches) return;
    movie.element.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    movie.play(0);
  };
  for (const [i, choice] of choices.entries()) choice.addEventListener('click', () => place(i));
  bet.append(make('button', { type: 'button', class: 'skip', onclick: () => place(NO_BET) }, words.skip));
  showRest(movie);
  if (choices[state.bet]) sayAnswer();
}
