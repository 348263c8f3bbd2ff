// All of it uses this: the data, numbers and ranges.

const { words, labs } = JSON.parse(document.getElementById('data').textContent);
const claims = JSON.parse(document.getElementById('claims').textContent);
const main = document.getElementById('main');
const calm = matchMedia('(prefers-reduced-motion: reduce)');

const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, n) => values[n]);
const grouped = number => number.toLocaleString('en-US');
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const ms = ns => (ns / 1e6).toFixed(ns < 1e6 ? 3 : 1);
const bytesOf = hex => (hex.match(/../g) ?? []).map(digits => parseInt(digits, 16));
const hexOf = byte => byte.toString(16).padStart(2, '0');

/** "bytes 5–9" */
function rangeOf(from, to) {
  if (to - from === 1) return fill(words.oneByte, grouped(from));
  return fill(words.byteRange, grouped(from), '–', grouped(to - 1));
}
