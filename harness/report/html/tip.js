// What shows when something is pointed at.

const tip = make('div', { id: 'tip', role: 'tooltip', hidden: true });
const told = new WeakMap();  // element -> () => text

function tell(element, text) {
  told.set(element, text);
  element.classList.add('told');
  return element;
}

function point(event) {
  const element = event.target.closest?.('.told');
  tip.hidden = !element;
  if (!element) return;
  tip.textContent = told.get(element)();
  const box = element.getBoundingClientRect();
  const above = box.bottom + tip.offsetHeight + 8 > innerHeight && box.top > tip.offsetHeight;
  tip.style.left = `${clamp(box.left, 4, Math.max(4, innerWidth - tip.offsetWidth - 4))}px`;
  tip.style.top = `${above ? box.top - tip.offsetHeight - 4 : box.bottom + 4}px`;
}

addEventListener('mouseover', point);
addEventListener('focusin', point);

/** Many spaces are counted: else they would be empty lines. */
const counted = text => text.split(/( {4,})/).map((part, i) =>
  i % 2 === 0 ? part : make('span', { class: 'quiet' }, `␣×${part.length}`));

/** Bytes that travelled: as text or as hex, all of them when pointed at. */
function payload(text, { hex, size, at = 0 }) {
  const bytes = bytesOf(hex);
  const shown = bytes.slice(0, 48).map(hexOf).join(' ') + (size > 48 ? ' …' : '');
  const element = make('code', { class: 'payload', tabindex: -1 },
    make('span', { class: 'as-text' }, ...counted(text)), make('span', { class: 'as-hex' }, shown));
  return tell(element, () => [
    size > 0 ? rangeOf(at, at + size) : '',
    bytes.length < size ? fill(words.firstBytes, grouped(bytes.length), grouped(size)) : '',
    dumpOf(bytes, at)].filter(Boolean).join('\n'));
}

function messageList(label, messages, count) {
  const list = make('p', {}, make('span', { class: 'quiet' }, fill(label, grouped(count))));
  for (const message of messages) list.append(' ', payload(message.text, message));
  if (!count) list.append(' ', words.none);
  if (count > messages.length) list.append(' ', fill(words.more, grouped(count - messages.length)));
  return list;
}
