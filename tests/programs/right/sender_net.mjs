// Lab 03's client in Node: chunks are collected, and two bytes of them are a reply.
import net from 'node:net';

const words = ['alpha', 'bravo', 'delta', 'hotel', 'tango'];
const { STICKYLAB_HOST: host, STICKYLAB_PORT: port } = process.env;
const conn = net.connect({ host, port: Number(port) });
let replies = Buffer.alloc(0);

function next() {
  if (words.length === 0) return conn.end();
  const word = Buffer.from(words.shift());
  const length = Buffer.alloc(4);
  length.writeUInt32BE(word.length);
  conn.write(length);
  conn.write(word);
}

conn.on('connect', next);
conn.on('data', (chunk) => {
  replies = Buffer.concat([replies, chunk]);
  while (replies.length >= 2) {
    if (replies.toString('latin1', 0, 2) !== 'ok') process.exit(1);
    replies = replies.subarray(2);
    next();
  }
});
