// Sends back what it gets, to one client, on every address. Usage: node echo.js PORT
const server = require('net').createServer((socket) => {
  socket.pipe(socket);
  server.close();
});
server.listen(Number(process.argv[2]), '::');
