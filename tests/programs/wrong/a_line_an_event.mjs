// One line for each event "data"; what is left is said at the end.
import net from "node:net";

const lines = [];
let rest = "";
const say = () => { if (lines.length) console.log("message: " + lines.shift()); };
const server = net.createServer((socket) => {
  server.close();
  socket.on("data", (chunk) => {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop();
    lines.push(...parts);
    say();
  });
  socket.on("end", () => {
    while (lines.length) say();
    process.exitCode = rest ? 1 : 0;
    socket.end();
  });
});
server.listen(process.env.STICKYLAB_PORT, process.env.STICKYLAB_HOST);
