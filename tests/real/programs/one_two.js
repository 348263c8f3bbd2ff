// Sends two lines, and ends when both have come back. Usage: node one_two.js HOST PORT
const [host, port] = process.argv.slice(2);
const socket = require('net').connect(Number(port), host, () => socket.write('one\n'));
let all = '';
socket.on('data', (data) => {
  all += data;
  if (all === 'one\n') socket.write('two\n');
  if (all === 'one\ntwo\n') socket.end();
});
