// Node's net: a buffer for what has come, and whole messages out of it.
import net from 'node:net';

const [host, port] = process.argv.slice(2);
let buffer = Buffer.alloc(0);

function takeMessages() {
  while (buffer.length >= 4 && buffer.length >= 4 + buffer.readUInt32BE()) {
    const end = 4 + buffer.readUInt32BE();
    console.log('message: ' + buffer.toString('utf8', 4, end));
    buffer = buffer.subarray(end);
  }
}

const server = net.createServer((conn) => {
  server.close();
  conn.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    takeMessages();
  });
  conn.on('end', () => {
    if (buffer.length > 0) process.exitCode = 1;
  });
  conn.on('error', () => {
    process.exitCode = 1;
  });
});
server.listen(port, host);
