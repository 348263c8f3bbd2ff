// Paper: the replay on one page, the rest on another.

const PAPER = { width: 1040, height: 700, least: 0.2 };  // px of A4 across, within its margins

/** The largest size at which each sheet fits: what is smaller has room for longer lines. */
function toPaper() {
  page?.tell(true);
  document.documentElement.classList.add('paper');
  for (const sheet of document.querySelectorAll('.sheet')) {
    let zoom = 1.04;
    do {
      zoom *= 0.96;
      sheet.style.width = `${PAPER.width / zoom}px`;
    } while (sheet.scrollHeight * zoom > PAPER.height && zoom > PAPER.least);
    sheet.style.width = '';
    sheet.style.zoom = zoom;
  }
}

function fromPaper() {
  document.documentElement.classList.remove('paper');
  page?.tell(false);
  for (const sheet of document.querySelectorAll('.sheet')) sheet.style.zoom = '';
}

addEventListener('beforeprint', toPaper);
addEventListener('afterprint', fromPaper);
