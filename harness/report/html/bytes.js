// Bytes, one by one.

const SIGNS = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' };

/** What to write for each byte; a character of several stands at its first, with filler behind. */
function signsOf(bytes) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const signs = bytes.map(byte => SIGNS[byte] ??
    (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '\\x' + hexOf(byte)));
  for (let at = 0; at < bytes.length; at++) {
    const length = bytes[at] >= 0xf0 ? 4 : bytes[at] >= 0xe0 ? 3 : bytes[at] >= 0xc2 ? 2 : 1;
    if (length === 1 || at + length > bytes.length) continue;
    try {
      signs[at] = decoder.decode(Uint8Array.from(bytes.slice(at, at + length)));
      for (let more = 1; more < length; more++) signs[at + more] = '·';
    } catch { /* a byte that begins no character */ }
  }
  return signs;
}

function dumpOf(bytes, at) {
  const signs = signsOf(bytes).map(sign => sign.length > 1 && sign[0] === '\\' ? '.' : sign);
  const most = innerWidth < 600 ? 8 : 16;  // a line
  const lines = [];
  for (let row = 0; row < bytes.length; row += most)
    lines.push(`${String(at + row).padStart(6)}  ` +
      `${bytes.slice(row, row + most).map(hexOf).join(' ').padEnd(3 * most - 1)}  ` +
      signs.slice(row, row + most).join(''));
  return lines.join('\n');
}
