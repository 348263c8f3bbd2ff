// The size of all text: chosen by keys, and kept while the page is open.

const ENLARGED = [0.7, 0.85, 1, 1.2, 1.45, 1.75, 2.1];
let enlarged = ENLARGED.indexOf(1);

function resize(by) {
  enlarged = clamp(enlarged + by, 0, ENLARGED.length - 1);
  document.documentElement.style.setProperty('--enlarged', ENLARGED[enlarged]);
  player?.show(false, !player.isAtEnd);
}
