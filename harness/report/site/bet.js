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

function startBet(movie) {
  for (const [i, choice] of choices.entries())
    choice.addEventListener('click', () => {
      chose({ bet: i });
      sayAnswer();
      if (calm.matches) return;
      movie.element.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
      movie.play(0);
    });
  if (choices[state.bet]) sayAnswer();
}
